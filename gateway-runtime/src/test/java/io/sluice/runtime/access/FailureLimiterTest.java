package io.sluice.runtime.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testkit.fake.FakeTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FailureLimiterTest {

  private final FakeTicker ticker = new FakeTicker(Long.MAX_VALUE - 1000);
  private final FailureLimiter limiter = new FailureLimiter(ticker);

  private void guess(String peer, int from, int to) {
    for (int i = from; i < to; i++) {
      limiter.failed(peer, i);
    }
  }

  @Test
  void tenGuessesInAMinuteShutAPeerOutForAMinute() {
    guess("a", 0, 9);
    assertEquals(Duration.ZERO, limiter.shutOutFor("a"));
    guess("a", 9, 10);
    assertEquals(Duration.ofMinutes(1), limiter.shutOutFor("a"));
    assertEquals(Duration.ZERO, limiter.shutOutFor("b"));
    ticker.advance(Duration.ofSeconds(59));
    assertEquals(Duration.ofSeconds(1), limiter.shutOutFor("a"));
    ticker.advance(Duration.ofSeconds(1));
    assertEquals(Duration.ZERO, limiter.shutOutFor("a"));
    guess("a", 0, 10);
    assertEquals(Duration.ofMinutes(1), limiter.shutOutFor("a"));
  }

  @Test
  void theSameWrongTokenShutsNobodyOut() {
    for (int i = 0; i < 1000; i++) {
      limiter.failed("a", 7);
    }
    assertEquals(Duration.ZERO, limiter.shutOutFor("a"));
  }

  @Test
  void whatWasGuessedLongAgoDoesNotCount() {
    guess("a", 0, 9);
    ticker.advance(Duration.ofMinutes(1));
    guess("a", 9, 18);
    assertEquals(Duration.ZERO, limiter.shutOutFor("a"));
  }

  @Test
  void aMillionPeersTakeBoundedMemoryAndKnownOnesStayShutOut() {
    guess("known", 0, 10);
    for (int i = 0; i < 1_000_000; i++) {
      limiter.failed("peer-" + i, i);
    }
    assertTrue(limiter.peers() <= 2 * 4096, "" + limiter.peers());
    assertEquals(Duration.ofMinutes(1), limiter.shutOutFor("known"));
  }
}
