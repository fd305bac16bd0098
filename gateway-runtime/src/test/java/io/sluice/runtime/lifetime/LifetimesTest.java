package io.sluice.runtime.lifetime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LifetimesTest {

  private static final Endpoint ONE = Endpoint.parse("10.0.0.1:80");
  private static final Endpoint TWO = Endpoint.parse("10.0.0.2:80");
  private static final Duration TEN = Duration.ofSeconds(10);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Lifetimes lifetimes = new Lifetimes(now::get);

  private void after(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void whatIsNotRenewedIsDueWhenItsTimeIsOverAndTakenOnce() {
    lifetimes.declare("books", Map.of(ONE, TEN, TWO, TEN.plusSeconds(5)));
    after(TEN.minusNanos(1));
    assertEquals(Map.of(), lifetimes.take());
    after(Duration.ofNanos(1));
    assertEquals(Map.of("books", Set.of(ONE)), lifetimes.take());
    assertEquals(Map.of(), lifetimes.take());
    assertTrue(lifetimes.isTaken("books", ONE));
    assertFalse(lifetimes.isTaken("books", TWO));
  }

  @Test
  void whatIsDueAtTheSameMomentIsTakenTogether() {
    lifetimes.declare("books", Map.of(ONE, TEN, TWO, TEN));
    lifetimes.declare("shop", Map.of(ONE, TEN));
    after(TEN);
    assertEquals(Map.of("books", Set.of(ONE, TWO), "shop", Set.of(ONE)), lifetimes.take());
  }

  @Test
  void renewingGivesTheWholeTimeAgain() {
    lifetimes.declare("books", Map.of(ONE, TEN));
    after(TEN.minusNanos(1));
    assertTrue(lifetimes.renew("books", ONE));
    after(TEN.minusNanos(1));
    assertEquals(Map.of(), lifetimes.take());
    after(Duration.ofNanos(1));
    assertEquals(Map.of("books", Set.of(ONE)), lifetimes.take());
  }

  @Test
  void whatIsBeingTakenOutIsRegisteredAgainAndNotRenewed() {
    lifetimes.declare("books", Map.of(ONE, TEN));
    after(TEN);
    lifetimes.take();
    assertFalse(lifetimes.renew("books", ONE));
    lifetimes.registeredAgain("books", ONE);
    assertFalse(lifetimes.isTaken("books", ONE));
    assertTrue(lifetimes.renew("books", ONE));
  }

  @Test
  void whatCouldNotBeTakenOutIsDueAgainUnlessItIsRenewed() {
    lifetimes.declare("books", Map.of(ONE, TEN, TWO, TEN));
    after(TEN);
    lifetimes.release(lifetimes.take());
    assertTrue(lifetimes.renew("books", ONE));
    assertEquals(Map.of("books", Set.of(TWO)), lifetimes.take());
  }

  @Test
  void aChangeOfOthersRenewsNothing() {
    lifetimes.declare("books", Map.of(ONE, TEN));
    after(TEN.minusNanos(1));
    lifetimes.declare("books", Map.of(ONE, TEN, TWO, TEN));
    after(Duration.ofNanos(1));
    assertEquals(Map.of("books", Set.of(ONE)), lifetimes.take());
  }

  @Test
  void anotherTimeBeginsAnewAndWhatIsGoneIsForgotten() {
    lifetimes.declare("books", Map.of(ONE, TEN, TWO, TEN));
    after(TEN.minusNanos(1));
    lifetimes.declare("books", Map.of(ONE, TEN.plusNanos(1)));
    after(TEN);
    assertEquals(Map.of(), lifetimes.take());
    assertEquals(1, lifetimes.count());
    lifetimes.declare("books", Map.of());
    assertEquals(0, lifetimes.count());
    assertTrue(lifetimes.renew("books", ONE));
  }
}
