package io.sluice.runtime.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.runtime.exchange.EndpointState;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Any sequence of probes, held against what the words say: look back and count. */
final class HealthLedgerProperties {

  @Property
  void theStateIsWhatTheLastProbesSay(
      @ForAll @Size(max = 60) List<Boolean> probes,
      @ForAll @IntRange(min = 1, max = 5) int fall,
      @ForAll @IntRange(min = 1, max = 5) int rise) {
    HealthLedger ledger = HealthLedger.START;
    EndpointState expected = EndpointState.UNKNOWN;
    for (int i = 1; i <= probes.size(); i++) {
      List<Boolean> soFar = probes.subList(0, i);
      ledger = soFar.getLast() ? ledger.healthy(rise) : ledger.unhealthy(fall);
      expected = expected(expected, soFar, fall, rise);
      assertEquals(expected, ledger.state());
      assertEquals(inARow(soFar, false), ledger.failures());
    }
  }

  @Property
  void oneSuccessIsEnoughUnlessItIsDown(@ForAll @IntRange(min = 1, max = 100) int rise) {
    assertEquals(EndpointState.UP, HealthLedger.START.healthy(rise).state());
  }

  private static EndpointState expected(
      EndpointState before, List<Boolean> soFar, int fall, int rise) {
    if (inARow(soFar, false) >= fall) {
      return EndpointState.DOWN;
    }
    int needed = before == EndpointState.DOWN ? rise : 1;
    return inARow(soFar, true) >= needed ? EndpointState.UP : before;
  }

  private static int inARow(List<Boolean> probes, boolean kind) {
    int count = 0;
    while (count < probes.size() && probes.get(probes.size() - 1 - count) == kind) {
      count++;
    }
    return count;
  }
}
