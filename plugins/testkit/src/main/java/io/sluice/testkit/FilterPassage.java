package io.sluice.testkit;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.testkit.fake.ScriptedChain;
import io.sluice.testkit.fake.TrackedBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * One request's way through a filter, and what became of the bodies.
 *
 * @param chain what was passed on, if anything
 * @param answer what came out
 * @param requestBody the body that came in
 * @param answerBody the body of the answer from further down
 * @param readBefore how much of the request's body had been read when the request was passed on
 */
record FilterPassage(
    ScriptedChain chain,
    Response answer,
    TrackedBody requestBody,
    TrackedBody answerBody,
    int readBefore) {

  private static final int MOST_BYTES = 20_000;

  /** Sends a request through the filter; further down, it is answered with that status. */
  static FilterPassage of(FilterContract contract, Filter filter, int status) {
    return of(filter, contract.request(new TrackedBody(new byte[9])), answer(status, 9));
  }

  /** The same with bodies of any length and any answer but a server's failure. */
  static FilterPassage of(FilterContract contract, Filter filter, RandomGenerator random) {
    Body body = new TrackedBody(new byte[random.nextInt(MOST_BYTES)]);
    return of(filter, contract.request(body), answer(random));
  }

  /** An answer as they come every day. */
  static Response answer(RandomGenerator random) {
    int status = 200 + random.nextInt(300);
    boolean bodiless = status == 204 || status == 304;
    return answer(status, bodiless ? 0 : random.nextInt(MOST_BYTES));
  }

  private static Response answer(int status, int bytes) {
    return new Response(status, Headers.none(), new TrackedBody(new byte[bytes]));
  }

  /** Sends the request through the filter; its body and that of the answer are tracked ones. */
  static FilterPassage of(Filter filter, Request request, Response further) {
    TrackedBody requestBody = (TrackedBody) request.body();
    AtomicInteger readBefore = new AtomicInteger();
    ScriptedChain chain =
        new ScriptedChain(passed -> {
          readBefore.set(requestBody.read());
          consume(passed.body());
          return further;
        });
    try {
      Response answer = filter.filter(request, chain);
      return new FilterPassage(
          chain, answer, requestBody, (TrackedBody) further.body(), readBefore.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** What was passed on and what came out, bodies apart. */
  List<String> told() {
    List<String> told = new ArrayList<>();
    for (Request request : chain.passed()) {
      told.add(request.head().method() + " " + request.head().path() + request.head().query());
      add(told, request.head().headers());
    }
    told.add(String.valueOf(answer.status()));
    add(told, answer.headers());
    return told;
  }

  private static void add(List<String> told, Headers headers) {
    for (int i = 0; i < headers.size(); i++) {
      told.add(headers.name(i) + ": " + headers.value(i));
    }
  }

  private static void consume(Body body) {
    try (body) {
      body.stream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
