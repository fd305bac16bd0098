package io.sluice.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterProvider;
import io.sluice.testkit.fake.FakeTicker;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import io.sluice.testkit.fake.TrackedBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

  /** Whatever a request looks like, it gets an answer: from further down, or a refusal. */
  @Property(tries = 50)
  default void everyRequestGetsAnAnswer(@ForAll long seed) {
    Random random = new Random(seed);
    Filter filter = create(TestContext.seeded(seed));
    for (int i = 0; i < 10; i++) {
      Request request =
          new Request(
              Requests.anyHead(random), new TrackedBody(new byte[9]), Requests.anyClient(random));
      FilterPassage passage = FilterPassage.of(filter, request, FilterPassage.answer(random));
      assertTrue(passage.answer().status() >= 200, request::toString);
    }
  }

  /** A request is passed on once or not at all. */
  @Property(tries = 100)
  default void aRequestIsPassedOnAtMostOnce(@ForAll @IntRange(min = 200, max = 549) int status) {
    for (int answered : new int[] {status, 429, 503}) {
      int times =
          FilterPassage.of(this, create(TestContext.seeded(1)), answered).chain().passed().size();
      assertTrue(times <= 1, () -> "it proceeded " + times + " times after a " + answered);
    }
  }

  /** A request's body that is passed on was not read; one that is not passed on was closed. */
  @Property(tries = 50)
  default void aRequestBodyIsPassedOnWholeOrClosed(@ForAll long seed) {
    FilterPassage passage = passage(seed);
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
  @Property(tries = 50)
  default void anAnswerBodyIsPassedOnWholeOrClosed(@ForAll long seed) {
    FilterPassage passage = passage(seed);
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
  @Property(tries = 50)
  default void anAnswerBodyIsAsLongAsItSays(@ForAll long seed) throws IOException {
    Body body = passage(seed).answer().body();
    long length = body.length();
    assertTrue(length >= Body.UNKNOWN_LENGTH, () -> "the length is " + length);
    int bytes = body.stream().readAllBytes().length;
    if (length != Body.UNKNOWN_LENGTH) {
      assertEquals(length, bytes, "the body is not as long as it says");
    }
  }

  /** An answer that can have no content gets none (RFC 9110 sections 15.3.5 and 15.4.5). */
  @Example
  default void anAnswerWithoutContentStaysWithout() throws IOException {
    for (int status : new int[] {204, 304}) {
      Response further = new Response(status, Headers.none(), new TrackedBody(new byte[0]));
      Request request = request(new TrackedBody(new byte[9]));
      Response answer = FilterPassage.of(create(TestContext.seeded(1)), request, further).answer();
      if (answer.status() == 204 || answer.status() == 304) {
        assertEquals(0, answer.body().stream().readAllBytes().length, "of a " + status);
      }
    }
  }

  /**
   * An answer's body that breaks off is not made to look whole: its reader is told, or it is not
   * used, or the answer says that something failed.
   */
  @Property(tries = 50)
  default void aBrokenBodyIsNotTakenForAWholeOne(@ForAll @IntRange(max = 20_000) int bytes) {
    TrackedBody broken = TrackedBody.broken(bytes);
    Response further = new Response(200, Headers.none(), broken);
    Request request = request(new TrackedBody(new byte[9]));
    try {
      Response answer = FilterPassage.of(create(TestContext.seeded(1)), request, further).answer();
      answer.body().stream().readAllBytes();
      assertTrue(
          (broken.read() == 0 && !broken.isBroken()) || answer.status() >= 500,
          "a body that was cut short looks whole");
    } catch (IOException | UncheckedIOException e) {
      assertTrue(broken.isBroken(), () -> "it failed by itself: " + e);
    }
  }

  /** The same requests at the same times are treated alike: time and chance are the context's. */
  @Property(tries = 20)
  default void timeAndChanceComeFromTheContext(@ForAll long seed) {
    assertEquals(
        told(seed, 30), told(seed, 30), "the same history was treated otherwise the second time");
  }

  /** What happens to one service is nothing to another's filter. */
  @Property(tries = 20)
  default void instancesKeepToThemselves(@ForAll long seed) {
    FakeTicker ticker = new FakeTicker();
    Filter filter = create(TestContext.seeded(seed, ticker));
    Filter neighbour = create(TestContext.seeded(seed + 1, ticker));
    Random random = new Random(seed);
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      FilterPassage.of(this, neighbour, 200);
      told.addAll(step(filter, ticker, random));
    }
    assertEquals(told(seed, 10), told, "another service's traffic changed what it does");
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

  private FilterPassage passage(long seed) {
    return FilterPassage.of(this, create(TestContext.seeded(seed)), new Random(seed));
  }

  /** What a history of so many requests, drawn from the seed, leads to. */
  private List<String> told(long seed, int requests) {
    FakeTicker ticker = new FakeTicker();
    Filter filter = create(TestContext.seeded(seed, ticker));
    Random random = new Random(seed);
    List<String> told = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      told.addAll(step(filter, ticker, random));
    }
    return told;
  }

  private List<String> step(Filter filter, FakeTicker ticker, Random random) {
    ticker.advance(Duration.ofNanos(random.nextLong(500_000_000)));
    return FilterPassage.of(this, filter, random).told();
  }
}
