package io.sluice.balancer.twochoice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Picker;
import io.sluice.api.plugin.Settings;
import io.sluice.testkit.fake.FakeCandidate;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class TwoChoiceProperties {

  @Property(tries = 200)
  void chanceIsInProportionToWeight(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 1000) Integer> weights,
      @ForAll long seed) {
    int[] all = weights.stream().mapToInt(Integer::intValue).toArray();
    TwoChoiceUrn urn = new TwoChoiceUrn(all);
    Random random = new Random(seed);
    int draws = 20_000;
    int[] counts = new int[all.length];
    for (int i = 0; i < draws; i++) {
      counts[urn.draw(random)]++;
    }
    double total = weights.stream().mapToInt(Integer::intValue).sum();
    for (int i = 0; i < all.length; i++) {
      double share = all[i] / total;
      // six standard deviations, and the grain of a count
      double tolerance = 6 * Math.sqrt(draws * share * (1 - share)) + 3;
      assertEquals(draws * share, counts[i], tolerance);
    }
  }

  @Property(tries = 200)
  void theMostLoadedIsNeverTakenAndEveryOtherIs(
      @ForAll @Size(min = 3, max = 6) List<@IntRange(min = 1, max = 9) Integer> weights,
      @ForAll long seed) {
    List<FakeCandidate> fleet =
        FakeCandidate.ofWeights(weights.stream().mapToInt(Integer::intValue).toArray());
    // All have the same load, but the first, which has more.
    fleet.forEach(one -> one.setInFlight(10 * one.weight() - 1));
    fleet.getFirst().addInFlight(1);
    Picker picker = picker(fleet, seed);
    Set<Candidate> taken = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      taken.add(taken(picker));
    }
    assertEquals(Set.copyOf(fleet.subList(1, fleet.size())), taken);
  }

  @Property(tries = 50)
  void heldRequestsSpreadByWeight(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 5) Integer> weights,
      @ForAll long seed) {
    List<FakeCandidate> fleet =
        FakeCandidate.ofWeights(weights.stream().mapToInt(Integer::intValue).toArray());
    Picker picker = picker(fleet, seed);
    int total = weights.stream().mapToInt(Integer::intValue).sum();
    for (int i = 0; i < 100 * total; i++) {
      taken(picker).addInFlight(1);
    }
    for (FakeCandidate one : fleet) {
      assertEquals(100.0, (double) one.inFlight() / one.weight(), 30.0, fleet::toString);
    }
  }

  @Property(tries = 200)
  void aRetryTakesTheLeastLoadedOfThoseLeft(
      @ForAll @Size(min = 2, max = 8) List<@IntRange(max = 20) Integer> inFlight,
      @ForAll long seed) {
    List<FakeCandidate> fleet =
        FakeCandidate.ofWeights(inFlight.stream().mapToInt(_ -> 1).toArray());
    for (int i = 0; i < fleet.size(); i++) {
      fleet.get(i).setInFlight(inFlight.get(i));
    }
    FakeCandidate tried = fleet.get((int) Math.floorMod(seed, (long) fleet.size()));
    Picked picked =
        assertInstanceOf(
            Picked.class, picker(fleet, seed).pick(Requests.pick(List.of(tried.endpoint()))));
    assertTrue(
        fleet.stream()
            .filter(one -> one != tried)
            .allMatch(one -> picked.candidate().inFlight() <= one.inFlight()));
  }

  private static Picker picker(List<FakeCandidate> fleet, long seed) {
    return new TwoChoiceBalancerProvider()
        .create(Settings.none(), TestContext.seeded(seed))
        .newPicker(List.copyOf(fleet));
  }

  private static FakeCandidate taken(Picker picker) {
    Picked picked = assertInstanceOf(Picked.class, picker.pick(Requests.pick()));
    return assertInstanceOf(FakeCandidate.class, picked.candidate());
  }
}
