package io.sluice.limiter.tokenbucket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitDecision.Admitted;
import io.sluice.api.limiter.LimitDecision.Rejected;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.plugin.Settings;
import io.sluice.testkit.fake.FakeTicker;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

final class TokenBucketProperties {

  @Property(tries = 200)
  void noWindowHoldsMoreGrantsThanCapacityAndRateAllow(
      @ForAll @IntRange(min = 1, max = 20) int capacity,
      @ForAll @DoubleRange(min = 0.01, max = 1000) double rate,
      @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = 400_000_000) Long> pauses,
      @ForAll long start) {
    FakeTicker ticker = new FakeTicker(start);
    Limiter limiter = limiter(capacity, rate, 1000, ticker);
    List<Long> grants = new ArrayList<>();
    for (long pause : pauses) {
      ticker.advance(Duration.ofNanos(pause % 4 == 0 ? 0 : pause));
      if (ask(limiter, 1) instanceof Admitted) {
        grants.add(ticker.nanos() - start);
      }
    }
    for (int from = 0; from < grants.size(); from++) {
      for (int to = from; to < grants.size(); to++) {
        BigDecimal allowed =
            BigDecimal.valueOf(grants.get(to) - grants.get(from))
                .movePointLeft(9)
                .multiply(new BigDecimal(rate))
                .add(BigDecimal.valueOf(capacity));
        assertTrue(BigDecimal.valueOf(to - from + 1).compareTo(allowed) <= 0);
      }
    }
  }

  @Property
  void decisionsAreThoseOfABucketOfTokens(
      @ForAll @IntRange(min = 1, max = 10) int capacity,
      @ForAll @LongRange(min = 1, max = 50) long tokenMillis,
      @ForAll @Size(max = 100) List<@IntRange(min = 0, max = 60) Integer> pausesMillis,
      @ForAll long start) {
    FakeTicker ticker = new FakeTicker(start);
    Limiter limiter = limiter(capacity, 1000.0 / tokenMillis, 1000, ticker);
    long token = TokenBucketRate.of(capacity, 1000.0 / tokenMillis).tokenNanos();
    long content = capacity * token;
    for (int pauseMillis : pausesMillis) {
      ticker.advance(Duration.ofMillis(pauseMillis));
      content = Math.min(capacity * token, content + pauseMillis * 1_000_000L);
      boolean expected = content >= token;
      assertEquals(expected, ask(limiter, 1) instanceof Admitted);
      content -= expected ? token : 0;
    }
  }

  @Property
  void retryAfterIsExact(
      @ForAll @IntRange(min = 1, max = 10) int capacity,
      @ForAll @DoubleRange(min = 0.01, max = 1_000_000) double rate,
      @ForAll @LongRange(min = 0, max = 5_000_000_000L) long pause,
      @ForAll long start) {
    FakeTicker ticker = new FakeTicker(start);
    Limiter limiter = limiter(capacity, rate, 1000, ticker);
    for (int i = 0; i < capacity; i++) {
      assertInstanceOf(Admitted.class, ask(limiter, 1));
    }
    ticker.advance(Duration.ofNanos(pause % TokenBucketRate.of(capacity, rate).tokenNanos()));
    Rejected rejected = assertInstanceOf(Rejected.class, ask(limiter, 1));
    ticker.advance(rejected.retryAfter().minusNanos(1));
    assertInstanceOf(Rejected.class, ask(limiter, 1));
    ticker.advance(Duration.ofNanos(1));
    assertInstanceOf(Admitted.class, ask(limiter, 1));
  }

  @Property(tries = 30)
  void threadsGetExactlyTheCapacityTogether(
      @ForAll @IntRange(min = 1, max = 3000) int capacity,
      @ForAll @IntRange(min = 1, max = 3) int clients)
      throws InterruptedException {
    Limiter limiter = limiter(capacity, 0.001, 1000, new FakeTicker());
    int[] grants = new int[4];
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < grants.length; t++) {
      int thread = t;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 1000 * clients; i++) {
                  grants[thread] += ask(limiter, i % clients) instanceof Admitted ? 1 : 0;
                }
              }));
    }
    int sum = 0;
    for (int t = 0; t < grants.length; t++) {
      threads.get(t).join();
      sum += grants[t];
    }
    assertEquals(Math.min(capacity, 4000) * clients, sum);
  }

  @Property(tries = 20)
  void threadsThatMeetOnNewKeysGrantEachKeyItsCapacity(
      @ForAll @IntRange(min = 1, max = 3) int capacity) throws InterruptedException {
    int keys = 500;
    Limiter limiter = limiter(capacity, 0.001, 100_000, new FakeTicker());
    int[][] grants = new int[4][keys];
    List<Thread> threads = new ArrayList<>();
    for (int[] own : grants) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < keys; i++) {
                  own[i] += ask(limiter, i) instanceof Admitted ? 1 : 0;
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (int i = 0; i < keys; i++) {
      assertEquals(capacity, grants[0][i] + grants[1][i] + grants[2][i] + grants[3][i]);
    }
  }

  @Property(tries = 20)
  void aFloodForgetsTheFullBucketsFirstAndTheEmptyNever(@ForAll long seed) {
    TestContext context = TestContext.seeded(seed);
    Limiter limiter = new TokenBucketLimiterProvider().create(settings(10, 0.001, 100), context);
    for (int abuser = 0; abuser < 20; abuser++) {
      for (int i = 0; i < 10; i++) {
        ask(limiter, abuser);
      }
    }
    for (int i = 0; i < 6; i++) {
      ask(limiter, 100);
    }
    for (int client = 1000; client < 3000; client++) {
      assertInstanceOf(Admitted.class, ask(limiter, client));
    }
    for (int abuser = 0; abuser < 20; abuser++) {
      assertInstanceOf(Rejected.class, ask(limiter, abuser));
    }
    assertEquals(
        4, admitted(limiter, 100, 20), "a half empty bucket was forgotten before full ones");
    assertTrue(context.metrics().count("forgotten_buckets") > 1000);
    assertEquals(0, context.metrics().count("shared_decisions"));
  }

  @Property(tries = 20)
  void beyondTheCapOfEmptyBucketsKeysShare(@ForAll long seed) {
    TestContext context = TestContext.seeded(seed);
    Limiter limiter = new TokenBucketLimiterProvider().create(settings(1, 0.001, 100), context);
    int admitted = 0;
    for (int client = 0; client < 5000; client++) {
      admitted += ask(limiter, client) instanceof Admitted ? 1 : 0;
    }
    int sets = 1 + 200 / 7;
    assertEquals(8 * sets, admitted);
    assertTrue(context.metrics().count("shared_decisions") > 4000);
    assertEquals(0, context.metrics().count("forgotten_buckets"));
  }

  @Property(tries = 20)
  void asManyKeysAsAskedForHardlyEverShare(@ForAll long seed) {
    TestContext context = TestContext.seeded(seed);
    Limiter limiter = new TokenBucketLimiterProvider().create(settings(1, 0.001, 20_000), context);
    for (int client = 0; client < 20_000; client++) {
      ask(limiter, client);
    }
    assertTrue(context.metrics().count("shared_decisions") < 400);
  }

  private static int admitted(Limiter limiter, int client, int requests) {
    int admitted = 0;
    for (int i = 0; i < requests; i++) {
      admitted += ask(limiter, client) instanceof Admitted ? 1 : 0;
    }
    return admitted;
  }

  private static LimitDecision ask(Limiter limiter, int client) {
    return limiter.tryAcquire(Requests.limit(Requests.client(client), "/books/1"));
  }

  private static Settings settings(int capacity, double rate, int maxKeys) {
    return Settings.of(Map.of("capacity", capacity, "refillPerSecond", rate, "maxKeys", maxKeys));
  }

  private static Limiter limiter(int capacity, double rate, int maxKeys, FakeTicker ticker) {
    return new TokenBucketLimiterProvider()
        .create(settings(capacity, rate, maxKeys), TestContext.seeded(1, ticker));
  }
}
