package io.sluice.limiter.concurrency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Outcome;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitDecision.Admitted;
import io.sluice.api.limiter.LimitDecision.Permit;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.plugin.Settings;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class ConcurrencyProperties {

  @Property
  void aRequestIsAdmittedExactlyWhenFewerThanTheLimitRun(
      @ForAll @IntRange(min = 1, max = 10) int limit,
      @ForAll @Size(max = 200) List<Boolean> asksAndEnds) {
    Limiter limiter = limiter(limit);
    Deque<Permit> held = new ArrayDeque<>();
    for (boolean asks : asksAndEnds) {
      if (!asks) {
        if (!held.isEmpty()) {
          held.remove().release(new Outcome.Abandoned());
        }
        continue;
      }
      boolean expected = held.size() < limit;
      LimitDecision decision = ask(limiter);
      assertEquals(expected, decision instanceof Admitted);
      if (decision instanceof Admitted(Permit permit)) {
        held.add(permit);
      }
    }
  }

  @Property(tries = 20)
  void threadsNeverRunMoreThanTheLimitTogetherAndLeaveNothingBehind(
      @ForAll @IntRange(min = 1, max = 3) int limit) throws InterruptedException {
    Limiter limiter = limiter(limit);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 2000; i++) {
                  if (ask(limiter) instanceof Admitted(Permit permit)) {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    running.decrementAndGet();
                    permit.release(new Outcome.Completed(200, 1));
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertTrue(most.get() <= limit, () -> most + " ran at a time");
    for (int i = 0; i < limit; i++) {
      assertTrue(ask(limiter) instanceof Admitted, "a place was lost");
    }
    assertTrue(!(ask(limiter) instanceof Admitted), "a place was made up");
  }

  private static Limiter limiter(int limit) {
    return new ConcurrencyLimiterProvider()
        .create(Settings.of(Map.of("limit", limit)), TestContext.seeded(1));
  }

  private static LimitDecision ask(Limiter limiter) {
    return limiter.tryAcquire(Requests.limit(Requests.client(1), "/books/1"));
  }
}
