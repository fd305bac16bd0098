package io.sluice.limiter.concurrency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.api.Outcome;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitDecision.Admitted;
import io.sluice.api.limiter.LimitDecision.Rejected;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConcurrencyTest {

  private static final Outcome DONE = new Outcome.Completed(200, 1);

  private final TestContext context = TestContext.seeded(1);

  @Test
  void whatEndsMakesRoomForTheNext() {
    Limiter limiter = limiter(Map.of("limit", 2));
    Admitted first = assertInstanceOf(Admitted.class, ask(limiter));
    assertInstanceOf(Admitted.class, ask(limiter));
    assertInstanceOf(Rejected.class, ask(limiter));
    first.permit().release(DONE);
    assertInstanceOf(Admitted.class, ask(limiter));
    assertInstanceOf(Rejected.class, ask(limiter));
  }

  @Test
  void aPermitGivenBackTwiceCountsOnce() {
    Limiter limiter = limiter(Map.of("limit", 2));
    Admitted first = assertInstanceOf(Admitted.class, ask(limiter));
    ask(limiter);
    first.permit().release(DONE);
    first.permit().release(new Outcome.Abandoned());
    assertInstanceOf(Admitted.class, ask(limiter));
    assertInstanceOf(Rejected.class, ask(limiter));
  }

  @Test
  void aRejectionTellsTheWaitThatIsSet() {
    Limiter limiter = limiter(Map.of("limit", 1, "retryAfter", "5s"));
    ask(limiter);
    Rejected rejected = assertInstanceOf(Rejected.class, ask(limiter));
    assertEquals(Duration.ofSeconds(5), rejected.retryAfter());
  }

  @Test
  void aMeterShowsHowManyRun() {
    Limiter limiter = limiter(Map.of());
    Admitted first = assertInstanceOf(Admitted.class, ask(limiter));
    ask(limiter);
    assertEquals(2, context.metrics().reading("running_requests"));
    first.permit().release(DONE);
    assertEquals(1, context.metrics().reading("running_requests"));
  }

  @Test
  void wrongSettingsAreRefused() {
    assertRefused("/limit", Map.of("limit", 0));
    assertRefused("/limit", Map.of("limit", "many"));
    assertRefused("/retryAfter", Map.of("retryAfter", "0s"));
  }

  private void assertRefused(String pointer, Map<String, ?> settings) {
    SettingsException refusal = assertThrows(SettingsException.class, () -> limiter(settings));
    assertEquals(pointer, refusal.pointer());
  }

  private Limiter limiter(Map<String, ?> settings) {
    return new ConcurrencyLimiterProvider().create(Settings.of(settings), context);
  }

  private static LimitDecision ask(Limiter limiter) {
    return limiter.tryAcquire(Requests.limit(Requests.client(1), "/books/1"));
  }
}
