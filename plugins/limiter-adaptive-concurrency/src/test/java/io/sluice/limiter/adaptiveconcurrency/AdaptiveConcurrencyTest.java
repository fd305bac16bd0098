package io.sluice.limiter.adaptiveconcurrency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Outcome;
import io.sluice.api.Outcome.Abandoned;
import io.sluice.api.Outcome.Completed;
import io.sluice.api.Outcome.Failed;
import io.sluice.api.Outcome.FailureKind;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitDecision.Admitted;
import io.sluice.api.limiter.LimitDecision.Permit;
import io.sluice.api.limiter.LimitDecision.Rejected;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AdaptiveConcurrencyTest {

  private static final Outcome QUICK = new Completed(200, 10_000_000);
  private static final Outcome SLOW = new Completed(200, 100_000_000);

  private final TestContext context = TestContext.seeded(1);

  @Test
  void theInitialLimitHoldsAtFirst() {
    assertEquals(20, fill(limiter(Map.of("initialLimit", 20))).size());
  }

  @Test
  void theLimitGrowsWhileItIsUsedAndLatencyStays() {
    Limiter limiter = limiter(Map.of("initialLimit", 20));
    windows(limiter, 10, QUICK);
    assertTrue(limit() > 60, "limit " + limit());
    windows(limiter, 100, QUICK);
    assertEquals(1000, limit());
  }

  @Test
  void theLimitStaysWhereItIsNotUsed() {
    Limiter limiter = limiter(Map.of("initialLimit", 100));
    for (int i = 0; i < 1000; i++) {
      context.ticker().advance(Duration.ofMillis(10));
      assertInstanceOf(Admitted.class, ask(limiter)).permit().release(QUICK);
    }
    assertEquals(100, limit());
  }

  @Test
  void theLimitFallsWhenLatencyRises() {
    Limiter limiter = limiter(Map.of("initialLimit", 200));
    windows(limiter, 1, QUICK);
    double before = limit();
    windows(limiter, 1, SLOW);
    assertTrue(limit() < 0.6 * before, "limit " + limit());
    windows(limiter, 20, SLOW);
    assertTrue(limit() < 20, "limit " + limit());
  }

  @Test
  void latencyWithinTheToleranceIsNoQueue() {
    Limiter limiter = limiter(Map.of("initialLimit", 100));
    windows(limiter, 1, QUICK);
    double before = limit();
    windows(limiter, 1, new Completed(200, 14_000_000));
    assertTrue(limit() > before, "limit " + limit());
  }

  @Test
  void aServiceThatHasBecomeSlowerIsLearntInATrial() {
    Limiter limiter = limiter(Map.of("initialLimit", 100));
    windows(limiter, 10, QUICK);
    windows(limiter, 20, SLOW);
    assertEquals(5, limit());
    windows(limiter, 22, SLOW);
    assertTrue(limit() > 50, "limit " + limit());
  }

  @Test
  void halfOfTheLimitHoldsInATrial() {
    Limiter limiter = limiter(Map.of("initialLimit", 100, "maxLimit", 100));
    windows(limiter, 30, QUICK);
    assertEquals(50, limit());
    windows(limiter, 1, QUICK);
    assertEquals(50, limit());
    windows(limiter, 1, QUICK);
    assertEquals(100, limit());
  }

  @Test
  void refusalsMakeItFall() {
    for (Outcome refusal :
        List.of(
            new Failed(FailureKind.DEADLINE, 30_000_000_000L),
            new Completed(503, 1_000),
            new Completed(504, 1_000))) {
      Limiter limiter = limiter(Map.of("initialLimit", 100));
      windows(limiter, 1, refusal);
      assertEquals(90, limit(), refusal::toString);
    }
  }

  @Test
  void itNeverFallsBelowItsLeast() {
    Limiter limiter = limiter(Map.of("initialLimit", 20, "minLimit", 15));
    windows(limiter, 50, new Completed(503, 1_000));
    assertEquals(15, limit());
  }

  @Test
  void otherEndsTeachNothing() {
    Limiter limiter = limiter(Map.of("initialLimit", 100));
    windows(limiter, 3, new Completed(500, 1));
    windows(limiter, 3, new Failed(FailureKind.CONNECTION_LOST, 1));
    windows(limiter, 3, new Abandoned());
    assertEquals(100, limit());
  }

  @Test
  void aPermitGivenBackTwiceCountsOnce() {
    Limiter limiter = limiter(Map.of("initialLimit", 5));
    List<Permit> held = fill(limiter);
    held.getFirst().release(QUICK);
    held.getFirst().release(QUICK);
    assertInstanceOf(Admitted.class, ask(limiter));
    assertInstanceOf(Rejected.class, ask(limiter));
  }

  @Test
  void wrongSettingsAreRefused() {
    assertRefused("/minLimit", Map.of("minLimit", 0));
    assertRefused("/maxLimit", Map.of("maxLimit", 3));
    assertRefused("/initialLimit", Map.of("initialLimit", 4));
    assertRefused("/tolerance", Map.of("tolerance", 0.5));
    assertRefused("/window", Map.of("window", "1ms"));
    assertRefused("/retryAfter", Map.of("retryAfter", "soon"));
  }

  private void assertRefused(String pointer, Map<String, ?> settings) {
    SettingsException refusal = assertThrows(SettingsException.class, () -> limiter(settings));
    assertEquals(pointer, refusal.pointer());
  }

  private Limiter limiter(Map<String, ?> settings) {
    return new AdaptiveConcurrencyLimiterProvider().create(Settings.of(settings), context);
  }

  private double limit() {
    return context.metrics().reading("running_requests_limit");
  }

  /** Lets as many run as may, and end in that way when a window has passed, again and again. */
  private void windows(Limiter limiter, int windows, Outcome outcome) {
    for (int i = 0; i < windows; i++) {
      List<Permit> held = fill(limiter);
      for (Permit one : held.subList(0, held.size() - 1)) {
        one.release(outcome);
      }
      context.ticker().advance(Duration.ofMillis(500));
      for (int more = 0; more < 9; more++) {
        assertInstanceOf(Admitted.class, ask(limiter)).permit().release(outcome);
      }
      held.getLast().release(outcome);
    }
  }

  private static List<Permit> fill(Limiter limiter) {
    List<Permit> held = new ArrayList<>();
    while (ask(limiter) instanceof Admitted(Permit permit)) {
      held.add(permit);
    }
    return held;
  }

  private static LimitDecision ask(Limiter limiter) {
    return limiter.tryAcquire(Requests.limit(Requests.client(1), "/books/1"));
  }
}
