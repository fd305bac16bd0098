package io.sluice.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Body;
import io.sluice.api.Request;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterProvider;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import io.sluice.testkit.fake.TrackedBody;
import java.io.IOException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The laws for filters. */
public interface FilterContract extends PluginContract<Filter> {

  @Override
  FilterProvider provider();

  /**
   * A request that the filter handles, with the body given; a GET of {@code /books/1} unless
   * overridden.
   */
  default Request request(Body body) {
    return Requests.request("/books/1", body);
  }

  /** Whatever comes back from further down, refusals and failures too, becomes an answer. */
  @Property(tries = 100)
  default void everyAnswerIsHandled(@ForAll @IntRange(min = 200, max = 599) int status) {
    FilterPassage passage = FilterPassage.of(this, create(TestContext.seeded(1)), status);
    assertTrue(passage.answer().status() >= 200);
  }

  /** A request is passed on once or not at all. */
  @Example
  default void aRequestIsPassedOnAtMostOnce() {
    for (int status : new int[] {200, 404, 429, 503}) {
      int times =
          FilterPassage.of(this, create(TestContext.seeded(1)), status).chain().passed().size();
      assertTrue(times <= 1, () -> "it proceeded " + times + " times after a " + status);
    }
  }

  /** A request's body that is passed on was not read; one that is not passed on was closed. */
  @Example
  default void aRequestBodyIsPassedOnWholeOrClosed() {
    FilterPassage passage = FilterPassage.of(this, create(TestContext.seeded(1)), 200);
    for (Request passed : passage.chain().passed()) {
      if (passed.body() == passage.requestBody()) {
        assertEquals(0, passage.readBefore(), "it passed on a body that it had read from");
      }
    }
    assertTrue(
        passage.chain().passed().isEmpty() || passage.requestBody().isClosed(),
        "it replaced the request's body and left it open");
  }

  /** An answer's body that is passed on was not read; one that is not passed on was closed. */
  @Example
  default void anAnswerBodyIsPassedOnWholeOrClosed() {
    FilterPassage passage = FilterPassage.of(this, create(TestContext.seeded(1)), 200);
    TrackedBody body = passage.answerBody();
    if (passage.chain().passed().isEmpty()) {
      return;
    }
    if (passage.answer().body() == body) {
      assertEquals(0, body.read(), "it passed on a body that it had read from");
    }
    passage.answer().body().close();
    assertTrue(body.isClosed(), "it replaced the answer's body and left it open");
  }

  /** The length that an answer's body tells is that of its bytes. */
  @Example
  default void anAnswerBodyIsAsLongAsItSays() throws IOException {
    Body body = FilterPassage.of(this, create(TestContext.seeded(1)), 200).answer().body();
    long length = body.length();
    assertTrue(length >= Body.UNKNOWN_LENGTH, () -> "the length is " + length);
    int bytes = body.stream().readAllBytes().length;
    if (length != Body.UNKNOWN_LENGTH) {
      assertEquals(length, bytes, "the body is not as long as it says");
    }
  }

  /** The answer to one request says nothing of another: many pass at once, each with its own. */
  @Example
  default void manyRequestsPassAtOnce() {
    Filter filter = create(TestContext.seeded(1));
    Laws.onThreads(
        4,
        thread -> {
          for (int i = 0; i < 500; i++) {
            FilterPassage passage = FilterPassage.of(this, filter, 200 + thread);
            assertTrue(
                passage.chain().passed().isEmpty() || passage.requestBody().isClosed(),
                "it mixed up requests");
            passage.answer().body().close();
            assertTrue(
                passage.chain().passed().isEmpty() || passage.answerBody().isClosed(),
                "it mixed up answers");
          }
        });
  }
}
