package io.sluice.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome;
import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick.Completion;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Pick.Unavailable;
import io.sluice.api.balancer.Picker;
import io.sluice.testkit.BalancerHistory.Step;
import io.sluice.testkit.fake.FakeCandidate;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The laws for balancers. */
public interface BalancerContract extends PluginContract<Balancer> {

  @Override
  BalancerProvider provider();

  /** A choice is one of the candidates that the picker was made with, the very object. */
  @Property(tries = 100)
  default void onlyGivenCandidatesArePicked(@ForAll long seed) {
    List<FakeCandidate> given = BalancerHistory.fleet(new Random(seed), 5);
    Picker picker = create(TestContext.seeded(seed)).newPicker(List.copyOf(given));
    for (int i = 0; i < 20; i++) {
      if (picker.pick(Requests.pick()) instanceof Picked picked) {
        assertTrue(
            given.stream().anyMatch(one -> one == picked.candidate()),
            () -> "picked " + picked.candidate() + ", which it was not given");
      }
    }
  }

  /** A picker chooses among its own candidates, whatever earlier pickers were made with. */
  @Property(tries = 100)
  default void aNewPickerForgetsTheCandidatesOfOthers(@ForAll long seed) {
    Balancer balancer = create(TestContext.seeded(seed));
    for (Step step : BalancerHistory.of(balancer, seed)) {
      step.taken()
          .ifPresent(taken ->
              assertTrue(step.ready().contains(taken), () -> taken + " is not ready any more"));
    }
  }

  /** An old picker, in use a little longer, still chooses among the candidates it was made with. */
  @Example
  default void anOldPickerKeepsItsCandidates() {
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(1, 1);
    Balancer balancer = create(TestContext.seeded(1));
    Picker old = balancer.newPicker(List.of(fleet.getFirst()));
    Picker fresh = balancer.newPicker(List.of(fleet.getLast()));
    for (int i = 0; i < 20; i++) {
      assertSame(fleet.getLast(), taken(fresh));
      assertSame(fleet.getFirst(), taken(old));
    }
  }

  /** Without exclusions there is always a choice. */
  @Property(tries = 100)
  default void aFirstAttemptFindsACandidate(@ForAll long seed) {
    List<FakeCandidate> given = BalancerHistory.fleet(new Random(seed), 5);
    Picker picker = create(TestContext.seeded(seed)).newPicker(List.copyOf(given));
    for (int i = 0; i < 20; i++) {
      assertInstanceOf(Picked.class, picker.pick(Requests.pick()));
    }
  }

  /** What a request has tried in vain is not tried again. */
  @Property(tries = 100)
  default void anExcludedEndpointIsNotPicked(@ForAll long seed) {
    for (Step step : BalancerHistory.of(create(TestContext.seeded(seed)), seed)) {
      if (!step.eligible().isEmpty()) {
        step.taken()
            .ifPresent(taken ->
                assertFalse(
                    step.excluded().contains(taken.endpoint()), () -> taken + " is excluded"));
      }
    }
  }

  /** As long as one candidate is not excluded, it is found. */
  @Property(tries = 100)
  default void theLastOneLeftIsFound(@ForAll long seed) {
    List<FakeCandidate> given = BalancerHistory.fleet(new Random(seed), 6);
    Picker picker = create(TestContext.seeded(seed)).newPicker(List.copyOf(given));
    for (FakeCandidate last : given) {
      Stream<Endpoint> others =
          given.stream().map(Candidate::endpoint).filter(one -> !one.equals(last.endpoint()));
      assertInstanceOf(
          Picked.class,
          picker.pick(Requests.pick(others.toList())),
          () -> last + " was left and not taken");
    }
  }

  /** Where every candidate is excluded, the answer says so. */
  @Property(tries = 100)
  default void noneIsPickedWhenAllAreExcluded(@ForAll long seed) {
    List<FakeCandidate> given = BalancerHistory.fleet(new Random(seed), 3);
    Picker picker = create(TestContext.seeded(seed)).newPicker(List.copyOf(given));
    assertInstanceOf(
        Unavailable.class,
        picker.pick(Requests.pick(given.stream().map(Candidate::endpoint).toList())));
  }

  /** The same chance and the same life make the same choices: all chance is the context's. */
  @Property(tries = 50)
  default void chanceComesFromTheContext(@ForAll long seed) {
    assertEquals(
        choices(create(TestContext.seeded(seed)), seed),
        choices(create(TestContext.seeded(seed)), seed),
        "the same history made other choices the second time");
  }

  /** However an attempt ends, its completion takes note without complaint. */
  @Example
  default void aCompletionTakesEveryOutcome() {
    Picker picker =
        create(TestContext.seeded(1)).newPicker(List.copyOf(FakeCandidate.ofWeights(1, 1)));
    for (Outcome outcome : Laws.outcomes()) {
      Completion completion =
          picker.pick(Requests.pick()) instanceof Picked picked
              ? picked.completion()
              : Completion.NONE;
      completion.complete(outcome);
    }
  }

  /** Figures at the ends of their ranges are figures too. */
  @Example
  default void extremeFiguresAreTaken() {
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(1, 1000, 1, 1000);
    fleet.get(0).setInFlight(Integer.MAX_VALUE);
    fleet.get(1).setInFlight(Integer.MAX_VALUE);
    fleet.get(2).setProbeLatencyNanos(Long.MAX_VALUE);
    fleet.get(3).setProbeLatencyNanos(0);
    Picker picker = create(TestContext.seeded(1)).newPicker(List.copyOf(fleet));
    for (FakeCandidate one : fleet) {
      assertInstanceOf(Picked.class, picker.pick(Requests.pick()));
      picker.pick(Requests.pick(List.of(one.endpoint())));
    }
    assertInstanceOf(
        Picked.class,
        create(TestContext.seeded(1)).newPicker(List.of(fleet.get(0))).pick(Requests.pick()));
  }

  /** Many requests pick at once, while new pickers are made. */
  @Example
  default void manyThreadsPickAtOnce() {
    List<Candidate> fleet = List.copyOf(FakeCandidate.ofWeights(1, 2, 3, 4, 5));
    Balancer balancer = create(TestContext.seeded(1));
    Picker picker = balancer.newPicker(fleet);
    Laws.onThreads(
        5,
        thread -> {
          for (int i = 0; i < 2000; i++) {
            if (thread == 0) {
              assertTrue(fleet.contains(taken(balancer.newPicker(fleet))));
            } else {
              assertTrue(fleet.contains(taken(picker)));
            }
          }
        });
  }

  /** A pick does not wait, not even among a thousand. */
  @Example
  default void picksDoNotBlock() {
    int[] weights = new Random(1).ints(1000, 1, 1001).toArray();
    Picker picker =
        create(TestContext.seeded(1)).newPicker(List.copyOf(FakeCandidate.ofWeights(weights)));
    Laws.within(
        Laws.A_THOUSAND_CALLS,
        () -> {
          for (int i = 0; i < 1000; i++) {
            picker.pick(Requests.pick());
          }
        },
        "a thousand picks took too long");
  }

  private static Candidate taken(Picker picker) {
    return assertInstanceOf(Picked.class, picker.pick(Requests.pick())).candidate();
  }

  private static List<Optional<Endpoint>> choices(Balancer balancer, long seed) {
    return BalancerHistory.of(balancer, seed).stream()
        .map(step -> step.taken().map(Candidate::endpoint))
        .toList();
  }
}
