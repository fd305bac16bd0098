package io.example.bad;

import io.sluice.api.Endpoint;
import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;

/** Picks what it was not given, sleeps over a pick, or spins for a while. */
public final class BadBalancerProvider implements BalancerProvider {

  private static final long SLEEP_MILLIS = 150;
  private static final long SPIN_NANOS = 6_000_000_000L;

  private record Stranger(Endpoint endpoint) implements Candidate {
    @Override
    public int weight() {
      return 1;
    }

    @Override
    public int inFlight() {
      return 0;
    }

    @Override
    public long probeLatencyNanos() {
      return UNKNOWN_LATENCY;
    }
  }

  @Override
  public String name() {
    return "bad-balancer";
  }

  @Override
  public Balancer create(Settings settings, PluginContext context) {
    String fault = settings.requiredString("fault");
    return ready -> _ -> pick(fault, ready.getFirst());
  }

  private static Pick pick(String fault, Candidate first) {
    switch (fault) {
      case "foreign" -> {
        return new Picked(new Stranger(new Endpoint("http", "192.0.2.1", 80)));
      }
      case "sleeps" -> sleep();
      case "spins" -> spin();
      default -> throw new IllegalArgumentException(fault);
    }
    return new Picked(first);
  }

  private static void sleep() {
    try {
      Thread.sleep(SLEEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void spin() {
    long end = System.nanoTime() + SPIN_NANOS;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }
}
