package io.sluice.balancer.consistenthash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.balancer.Picker;
import io.sluice.api.plugin.Settings;
import io.sluice.testkit.fake.FakeCandidate;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class ConsistentHashProperties {

  private static final int KEYS = 1000;

  @Property(tries = 50)
  void whenAnEndpointGoesOnlyItsKeysMove(
      @ForAll @Size(min = 2, max = 10) List<@IntRange(min = 1, max = 1000) Integer> weights,
      @ForAll @IntRange(min = 0, max = 9) int gone) {
    List<FakeCandidate> fleet = fleet(weights);
    List<FakeCandidate> rest = new ArrayList<>(fleet);
    FakeCandidate leaving = rest.remove(gone % fleet.size());
    List<Endpoint> before = homes(fleet);
    List<Endpoint> after = homes(rest);
    for (int key = 0; key < KEYS; key++) {
      if (!before.get(key).equals(leaving.endpoint())) {
        assertEquals(before.get(key), after.get(key));
      }
    }
  }

  @Property(tries = 50)
  void whenAnEndpointGainsWeightKeysMoveToItAlone(
      @ForAll @Size(min = 1, max = 10) List<@IntRange(min = 1, max = 10) Integer> weights,
      @ForAll @IntRange(min = 1, max = 100) int gain) {
    List<FakeCandidate> fleet = fleet(weights);
    List<FakeCandidate> heavier = new ArrayList<>(fleet);
    FakeCandidate last = heavier.removeLast();
    heavier.add(new FakeCandidate(last.endpoint(), last.weight() + gain));
    List<Endpoint> before = homes(fleet);
    List<Endpoint> after = homes(heavier);
    for (int key = 0; key < KEYS; key++) {
      assertTrue(after.get(key).equals(before.get(key)) || after.get(key).equals(last.endpoint()));
    }
  }

  @Property(tries = 30)
  void slotsAreSharedByWeight(
      @ForAll @Size(min = 1, max = 10) List<@IntRange(min = 1, max = 10) Integer> weights) {
    ConsistentHashTable table = ConsistentHashTable.of(List.copyOf(fleet(weights)));
    int[] slots = new int[weights.size()];
    for (int slot = 0; slot < ConsistentHashTable.SLOTS; slot++) {
      slots[table.owner(slot)]++;
    }
    double perWeight =
        (double) ConsistentHashTable.SLOTS / weights.stream().mapToInt(Integer::intValue).sum();
    for (int i = 0; i < slots.length; i++) {
      double share = weights.get(i) * perWeight;
      assertEquals(share, slots[i], 6 * Math.sqrt(share), "endpoint " + i);
    }
  }

  @Property(tries = 100)
  void noEndpointHasMoreThanItsBoundHoweverKeysRepeat(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 1000) Integer> weights,
      @ForAll @DoubleRange(min = 1.01, max = 3) double factor,
      @ForAll @IntRange(min = 1, max = 5) int keys) {
    List<FakeCandidate> fleet = fleet(weights);
    Picker picker = picker(fleet, factor);
    double totalWeight = weights.stream().mapToInt(Integer::intValue).sum();
    for (int request = 1; request <= 300; request++) {
      FakeCandidate taken =
          assertInstanceOf(FakeCandidate.class, taken(picker, request % keys, Set.of()));
      taken.addInFlight(1);
      double bound = Math.ceil(factor * request * taken.weight() / totalWeight + 1e-9);
      assertTrue(taken.inFlight() <= bound, () -> taken + " exceeds " + bound);
    }
  }

  @Property(tries = 50)
  void aRetryGoesWhereTheKeyWouldBelongWithoutTheExcluded(
      @ForAll @Size(min = 2, max = 8) List<@IntRange(min = 1, max = 5) Integer> weights) {
    List<FakeCandidate> fleet = fleet(weights);
    Picker picker = picker(fleet, 1.25);
    for (int key = 0; key < 50; key++) {
      Candidate home = taken(picker, key, Set.of());
      List<FakeCandidate> rest = fleet.stream().filter(one -> !one.equals(home)).toList();
      assertEquals(
          taken(picker(rest, 1.25), key, Set.of()), taken(picker, key, Set.of(home.endpoint())));
    }
  }

  private static List<FakeCandidate> fleet(List<Integer> weights) {
    return FakeCandidate.ofWeights(weights.stream().mapToInt(Integer::intValue).toArray());
  }

  private static List<Endpoint> homes(List<FakeCandidate> fleet) {
    Picker picker = picker(fleet, 1.25);
    List<Endpoint> homes = new ArrayList<>();
    for (int key = 0; key < KEYS; key++) {
      homes.add(taken(picker, key, Set.of()).endpoint());
    }
    return homes;
  }

  private static Picker picker(List<FakeCandidate> fleet, double factor) {
    return new ConsistentHashBalancerProvider()
        .create(Settings.of(Map.of("loadFactor", factor)), TestContext.seeded(1))
        .newPicker(List.copyOf(fleet));
  }

  private static Candidate taken(Picker picker, int key, Set<Endpoint> excluded) {
    PickRequest request = new PickRequest(Requests.get("/books/1"), Requests.client(key), excluded);
    return assertInstanceOf(Picked.class, picker.pick(request)).candidate();
  }
}
