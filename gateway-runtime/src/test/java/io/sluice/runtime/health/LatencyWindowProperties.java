package io.sluice.runtime.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.api.balancer.Candidate;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Any sequence of latencies of successful probes. */
class LatencyWindowProperties {

  @Property
  void theLowestOfTheLastEightIsKnownFromTheFourthOn(
      @ForAll @Size(max = 30) List<@LongRange(min = 0) Long> latencies) {
    LatencyWindow window = LatencyWindow.EMPTY;
    for (int i = 0; i < latencies.size(); i++) {
      window = window.after(latencies.get(i));
      long lowest = Collections.min(latencies.subList(Math.max(0, i - 7), i + 1));
      assertEquals(i < 3 ? Candidate.UNKNOWN_LATENCY : lowest, window.lowestNanos());
      assertEquals((long) latencies.get(i), window.lastNanos());
    }
  }

  @Property
  void oneSlowProbeChangesNothingOnceTheLatencyIsKnown(
      @ForAll @Size(min = 4, max = 7) List<@LongRange(min = 0, max = 1_000_000) Long> latencies,
      @ForAll @LongRange(min = 1_000_000) long outlier) {
    LatencyWindow window = LatencyWindow.EMPTY;
    for (long latency : latencies) {
      window = window.after(latency);
    }
    assertEquals(window.lowestNanos(), window.after(outlier).lowestNanos());
  }
}
