package io.sluice.benchmarks.slow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.balancer.BalancerProvider;
import io.sluice.balancer.leastconnections.LeastConnectionsBalancerProvider;
import io.sluice.balancer.peakewma.PeakEwmaBalancerProvider;
import io.sluice.balancer.roundrobin.RoundRobinBalancerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What balancers make of an endpoint that turns slow, in virtual time. */
final class VirtualRunTest {

  private static final long SEED = 20_16;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void peakEwmaAnswersAllButOneInAThousandInTime(int slow) {
    double percent = success(new PeakEwmaBalancerProvider(), slow);
    assertTrue(percent >= 99.9, () -> percent + " %");
  }

  /** So many are under way there before the first of them fails. */
  @Test
  void peakEwmaLosesTwiceAsMuchWhenTheQuickestTurnsSlow() {
    double percent = success(new PeakEwmaBalancerProvider(), 0);
    assertTrue(percent >= 99.8, () -> percent + " %");
  }

  @Test
  void roundRobinLosesItsShareForTheSlowHalf() {
    assertEquals(100 - 100 / 22.0, success(new RoundRobinBalancerProvider(), 5), 0.3);
  }

  @Test
  void leastConnectionsIsBetweenTheTwo() {
    double percent = success(new LeastConnectionsBalancerProvider(), 5);
    assertTrue(percent > success(new RoundRobinBalancerProvider(), 5), () -> percent + " %");
    assertTrue(percent < success(new PeakEwmaBalancerProvider(), 5), () -> percent + " %");
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    BalancerProvider balancer = new PeakEwmaBalancerProvider();
    assertEquals(success(balancer, 5), success(balancer, 5));
  }

  private static double success(BalancerProvider balancer, int slow) {
    Experiment experiment = new Experiment(slow, SlowEndpoint.RATE, SlowEndpoint.LENGTH);
    return VirtualRun.of(experiment, balancer, SEED).successPercent();
  }
}
