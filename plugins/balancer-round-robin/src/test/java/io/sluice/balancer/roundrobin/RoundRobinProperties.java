package io.sluice.balancer.roundrobin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Picker;
import io.sluice.api.plugin.Settings;
import io.sluice.testkit.fake.FakeCandidate;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class RoundRobinProperties {

  @Property(tries = 200)
  void anyRowOfPicksAsLongAsTheWeightsGivesEachItsWeight(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 20) Integer> weights,
      @ForAll @IntRange(max = 100) int before,
      @ForAll long seed) {
    List<FakeCandidate> fleet = fleet(weights);
    Picker picker = picker(fleet, seed);
    take(picker, before);
    int total = weights.stream().mapToInt(Integer::intValue).sum();
    Map<Candidate, Integer> counts = counts(take(picker, total));
    fleet.forEach(one -> assertEquals(one.weight(), counts.get(one)));
  }

  @Property(tries = 200)
  void equalWeightsTakeStrictTurns(
      @ForAll @IntRange(min = 1, max = 9) int size,
      @ForAll @IntRange(min = 1, max = 1000) int weight,
      @ForAll long seed) {
    Picker picker = picker(fleet(Collections.nCopies(size, weight)), seed);
    List<Candidate> first = take(picker, size);
    assertEquals(size, new HashSet<>(first).size());
    assertEquals(first, take(picker, size));
  }

  @Property(tries = 200)
  void turnsAreSpread(@ForAll @IntRange(min = 2, max = 30) int heavy, @ForAll long seed) {
    List<FakeCandidate> fleet = fleet(List.of(heavy, 1, 1));
    List<Candidate> taken = take(picker(fleet, seed), 3 * (heavy + 2));
    int longest = 0;
    int run = 0;
    for (Candidate one : taken) {
      run = one == fleet.getFirst() ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    assertTrue(longest < heavy || heavy < 4, "the heavy one was taken in a burst of " + longest);
  }

  @Property(tries = 100)
  void retriesGoToAllTheOthers(@ForAll long seed) {
    List<FakeCandidate> fleet = fleet(List.of(1, 1, 2));
    Picker picker = picker(fleet, seed);
    Set<Candidate> taken = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      taken.add(
          assertInstanceOf(
                  Picked.class, picker.pick(Requests.pick(List.of(fleet.get(0).endpoint()))))
              .candidate());
    }
    assertEquals(Set.of(fleet.get(1), fleet.get(2)), taken);
  }

  @Example
  void theStartIsLeftToChance() {
    Set<Candidate> starts = new HashSet<>();
    List<FakeCandidate> fleet = fleet(List.of(1, 1, 1));
    for (int seed = 0; seed < 100; seed++) {
      starts.addAll(take(picker(fleet, seed), 1));
    }
    assertEquals(3, starts.size());
  }

  @Example
  void aNewPickerGoesOnInTheRotation() {
    List<FakeCandidate> fleet = fleet(List.of(1, 1));
    var balancer = new RoundRobinBalancerProvider().create(Settings.none(), TestContext.seeded(5));
    Candidate last = take(balancer.newPicker(List.copyOf(fleet)), 1).getFirst();
    assertNotEquals(last, take(balancer.newPicker(List.copyOf(fleet)), 1).getFirst());
  }

  @Example
  void theTurnsOutliveAnOverflowOfTheirNumber() {
    List<FakeCandidate> fleet = fleet(List.of(1, 2, 3));
    AtomicLong turns = new AtomicLong(Long.MAX_VALUE - 20);
    Picker picker = new RoundRobinPicker(List.copyOf(fleet), turns, new Random(1));
    Map<Candidate, Integer> counts = counts(take(picker, 6000));
    fleet.forEach(one -> assertEquals(one.weight() * 1000.0, counts.getOrDefault(one, 0), 10));
  }

  @Example
  void threadsShareOneRotation() throws InterruptedException {
    List<FakeCandidate> fleet = fleet(List.of(1, 2, 3));
    Picker picker = picker(fleet, 3);
    Queue<Candidate> taken = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(Thread.startVirtualThread(() -> taken.addAll(take(picker, 6000))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Map<Candidate, Integer> counts = counts(taken);
    fleet.forEach(one -> assertEquals(one.weight() * 4000, counts.get(one)));
  }

  private static List<FakeCandidate> fleet(List<Integer> weights) {
    return FakeCandidate.ofWeights(weights.stream().mapToInt(Integer::intValue).toArray());
  }

  private static Picker picker(List<FakeCandidate> fleet, long seed) {
    return new RoundRobinBalancerProvider()
        .create(Settings.none(), TestContext.seeded(seed))
        .newPicker(List.copyOf(fleet));
  }

  private static List<Candidate> take(Picker picker, int picks) {
    List<Candidate> taken = new ArrayList<>();
    for (int i = 0; i < picks; i++) {
      taken.add(assertInstanceOf(Picked.class, picker.pick(Requests.pick())).candidate());
    }
    return taken;
  }

  private static Map<Candidate, Integer> counts(Collection<Candidate> taken) {
    Map<Candidate, Integer> counts = new HashMap<>();
    taken.forEach(one -> counts.merge(one, 1, Integer::sum));
    return counts;
  }
}
