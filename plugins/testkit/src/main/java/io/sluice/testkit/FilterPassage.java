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
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One request's way through a filter, and what became of the bodies.
 *
 * @param request what came in
 * @param chain what was passed on, if anything
 * @param answer what came out
 * @param requestBody the body that came in
 * @param answerBody the body of the answer from further down
 * @param readBefore how much of the request's body had been read when the request was passed on
 */
record FilterPassage(
    Request request,
    ScriptedChain chain,
    Response answer,
    TrackedBody requestBody,
    TrackedBody answerBody,
    int readBefore) {

  /** Sends a request through the filter; further down, it is answered with that status. */
  static FilterPassage of(FilterContract contract, Filter filter, int status) {
    TrackedBody requestBody = new TrackedBody("a request".getBytes(StandardCharsets.UTF_8));
    TrackedBody answerBody = new TrackedBody("an answer".getBytes(StandardCharsets.UTF_8));
    AtomicInteger readBefore = new AtomicInteger();
    ScriptedChain chain =
        new ScriptedChain(passed -> {
          readBefore.set(requestBody.read());
          consume(passed.body());
          return new Response(status, Headers.none(), answerBody);
        });
    Request request = contract.request(requestBody);
    try {
      Response answer = filter.filter(request, chain);
      return new FilterPassage(request, chain, answer, requestBody, answerBody, readBefore.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
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
