package io.sluice.limiter.adaptiveconcurrency;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Outcome.Completed;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitDecision.Admitted;
import io.sluice.api.limiter.LimitDecision.Permit;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.plugin.Settings;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

final class AdaptiveConcurrencyProperties {

  @Property
  void theLimitStaysWithinItsBoundsAndItsLatencyWithinThoseSeen(
      @ForAll @IntRange(min = 1, max = 100) int least,
      @ForAll @IntRange(min = 0, max = 1000) int span,
      @ForAll @DoubleRange(min = 1, max = 10) double tolerance,
      @ForAll @Size(min = 1, max = 100) List<@LongRange(min = 0) Long> latencies) {
    Map<String, Object> chosen =
        Map.of("minLimit", least, "maxLimit", least + span, "tolerance", tolerance);
    AdaptiveConcurrencySettings settings = AdaptiveConcurrencySettings.from(Settings.of(chosen));
    AdaptiveConcurrencyLimit limit = AdaptiveConcurrencyLimit.initial(settings);
    double lowest = Double.MAX_VALUE;
    double highest = 0;
    for (long nanos : latencies) {
      AdaptiveConcurrencyWindow window = AdaptiveConcurrencyWindow.EMPTY;
      for (int i = 0; i < 10; i++) {
        window =
            nanos % 7 == 0 ? window.refused(least + span) : window.answered(nanos, least + span);
      }
      limit = limit.after(window, settings);
      if (nanos % 7 != 0) {
        lowest = Math.min(lowest, window.meanNanos());
        highest = Math.max(highest, window.meanNanos());
        assertTrue(limit.unqueuedNanos() <= highest, limit::toString);
        assertTrue(limit.unqueuedNanos() == 0 || limit.unqueuedNanos() >= lowest, limit::toString);
      }
      assertTrue(limit.sought() >= least && limit.sought() <= least + span, limit::toString);
      assertTrue(limit.allowed(settings) >= least, limit::toString);
    }
  }

  /**
   * A service with a number of workers that takes 20 ms for each request, asked without a pause:
   * the limit settles where all workers have work and the queue in front of them is short.
   */
  @Property(tries = 10)
  void aServiceIsKeptBusyWithoutAQueueMuchLongerThanItsWork(
      @ForAll @IntRange(min = 10, max = 100) int workers) {
    TestContext context = TestContext.seeded(1);
    Limiter limiter = new AdaptiveConcurrencyLimiterProvider().create(Settings.none(), context);
    Deque<Running> running = new ArrayDeque<>();
    long sum = 0;
    long samples = 0;
    for (int round = 0; round < 6000; round++) {
      long now = context.ticker().nanos();
      while (ask(limiter) instanceof Admitted(Permit permit)) {
        running.add(new Running(now, permit));
      }
      if (round >= 4000) {
        sum += running.size();
        samples++;
      }
      context.ticker().advance(Duration.ofMillis(20));
      for (int worker = 0; worker < workers && !running.isEmpty(); worker++) {
        running.remove().end(context.ticker().nanos());
      }
    }
    double mean = (double) sum / samples;
    assertTrue(mean >= workers, mean + " ran on " + workers + " workers");
    assertTrue(mean <= 4 * workers, mean + " ran on " + workers + " workers");
  }

  /** A request under way or queued. */
  record Running(long start, Permit permit) {

    void end(long now) {
      permit.release(new Completed(200, now - start));
    }
  }

  private static LimitDecision ask(Limiter limiter) {
    return limiter.tryAcquire(Requests.limit(Requests.client(1), "/books/1"));
  }
}
