package io.sluice.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.FieldSyntax;
import io.sluice.api.Outcome;
import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick.Completion;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Pick.Unavailable;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.balancer.Picker;
import io.sluice.testkit.BalancerHistory.Step;
import io.sluice.testkit.fake.FakeCandidate;
import io.sluice.testkit.fake.FakeTicker;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
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
    TestContext context = TestContext.seeded(seed);
    Balancer balancer = create(context);
    for (Step step : BalancerHistory.of(balancer, context.ticker(), seed)) {
      step.taken()
          .ifPresent(taken ->
              assertTrue(step.ready().contains(taken), () -> taken + " is not ready any more"));
    }
  }

  /** An old picker, in use a little longer, still chooses among the candidates it was made with. */
  @Property(tries = 50)
  default void anOldPickerKeepsItsCandidates(@ForAll long seed) {
    Random random = new Random(seed);
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(BalancerHistory.weights(random, 6));
    int old = 1 + random.nextInt(5);
    List<Candidate> before = List.copyOf(fleet.subList(0, old));
    List<Candidate> after = List.copyOf(fleet.subList(old, 6));
    Balancer balancer = create(TestContext.seeded(seed));
    Picker oldPicker = balancer.newPicker(before);
    Picker newPicker = balancer.newPicker(after);
    for (int i = 0; i < 20; i++) {
      assertTrue(after.contains(taken(newPicker)), "the new picker took an old candidate");
      assertTrue(before.contains(taken(oldPicker)), "the old picker took a new candidate");
    }
  }

  /**
   * An endpoint whose weight changes, or that comes back, is a candidate anew: it is picked as it
   * is now, not as it was.
   */
  @Property(tries = 50)
  default void aReplacedCandidateIsNotPicked(@ForAll long seed) {
    Random random = new Random(seed);
    Balancer balancer = create(TestContext.seeded(seed));
    for (int change = 0; change < 5; change++) {
      List<Candidate> now =
          List.copyOf(FakeCandidate.ofWeights(BalancerHistory.weights(random, 1 + change % 4)));
      Picker picker = balancer.newPicker(now);
      for (int i = 0; i < 10; i++) {
        assertTrue(now.contains(taken(picker)), "it took a candidate that was replaced");
      }
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
    TestContext context = TestContext.seeded(seed);
    for (Step step : BalancerHistory.of(create(context), context.ticker(), seed)) {
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

  /** Who finds none says why, in words that can be logged. */
  @Property(tries = 50)
  default void whoFindsNoneSaysWhy(@ForAll long seed) {
    TestContext context = TestContext.seeded(seed);
    for (Step step : BalancerHistory.of(create(context), context.ticker(), seed)) {
      if (step.pick() instanceof Unavailable(String reason)) {
        assertFalse(reason.isBlank(), "no reason is given");
        assertTrue(FieldSyntax.isValue(reason), () -> "reason: " + reason);
      }
    }
  }

  /** Whatever a request looks like, it can be picked for. */
  @Property(tries = 50)
  default void everyRequestIsPickedFor(@ForAll long seed) {
    Random random = new Random(seed);
    Picker picker =
        create(TestContext.seeded(seed)).newPicker(List.copyOf(FakeCandidate.ofWeights(1, 2)));
    for (int i = 0; i < 10; i++) {
      PickRequest request =
          new PickRequest(Requests.anyHead(random), Requests.anyClient(random), Set.of());
      assertInstanceOf(Picked.class, picker.pick(request), request::toString);
    }
  }

  /** The same chance and the same life make the same choices: all chance is the context's. */
  @Property(tries = 50)
  default void chanceComesFromTheContext(@ForAll long seed) {
    assertEquals(
        choices(new FakeTicker(), seed, 8),
        choices(new FakeTicker(), seed, 8),
        "the same history made other choices the second time");
  }

  /** The clock may start anywhere, and may wrap around. */
  @Property(tries = 20)
  default void theStartOfTheClockDoesNotMatter(@ForAll long seed) {
    List<Optional<Endpoint>> expected = choices(new FakeTicker(), seed, 4);
    for (long start : Laws.STARTS_OF_THE_CLOCK) {
      assertEquals(expected, choices(new FakeTicker(start), seed, 4), () -> "from " + start);
    }
  }

  /** What happens to one service is nothing to another's balancer. */
  @Property(tries = 20)
  default void instancesKeepToThemselves(@ForAll long seed) {
    FakeTicker ticker = new FakeTicker();
    Balancer balancer = create(TestContext.seeded(seed, ticker));
    Balancer neighbour = create(TestContext.seeded(seed + 1));
    BalancerHistory ours = new BalancerHistory(balancer, ticker, seed, 4);
    BalancerHistory theirs = new BalancerHistory(neighbour, new FakeTicker(), seed + 1, 4);
    for (int era = 0; era < 4; era++) {
      theirs.live();
      ours.live();
    }
    assertEquals(
        choices(new FakeTicker(), seed, 4),
        endpoints(ours.steps()),
        "another service's traffic changed its choices");
  }

  /** However an attempt ends, its completion takes note without complaint. */
  @Property(tries = 20)
  default void aCompletionTakesEveryOutcome(@ForAll long seed) {
    List<Outcome> outcomes = new ArrayList<>(Laws.outcomes());
    Collections.shuffle(outcomes, new Random(seed));
    Picker picker =
        create(TestContext.seeded(seed)).newPicker(List.copyOf(FakeCandidate.ofWeights(1, 1)));
    for (Outcome outcome : outcomes) {
      completion(picker).complete(outcome);
    }
  }

  /** What outlives the balancer, as a WebSocket may, ends after it without complaint. */
  @Property(tries = 20)
  default void anAttemptMayEndAfterTheBalancer(@ForAll long seed) {
    TestContext context = TestContext.seeded(seed);
    Balancer balancer = create(context);
    BalancerHistory history = new BalancerHistory(balancer, context.ticker(), seed, 4);
    history.live();
    balancer.close();
    history.end();
  }

  /** Figures at the ends of their ranges are figures too. */
  @Property(tries = 50)
  default void extremeFiguresAreTaken(@ForAll long seed) {
    Random random = new Random(seed);
    int[] weights = random.ints(1 + random.nextInt(4), 0, 2).map(one -> 1 + 999 * one).toArray();
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(weights);
    for (FakeCandidate one : fleet) {
      one.setInFlight(random.nextBoolean() ? Integer.MAX_VALUE : 0);
      one.setProbeLatencyNanos(random.nextBoolean() ? Long.MAX_VALUE : 0);
    }
    Picker picker = create(TestContext.seeded(seed)).newPicker(List.copyOf(fleet));
    for (FakeCandidate one : fleet) {
      assertInstanceOf(Picked.class, picker.pick(Requests.pick()));
      picker.pick(Requests.pick(List.of(one.endpoint())));
    }
  }

  /** Many requests pick at once, while new pickers are made. */
  @Property(tries = 5)
  default void manyThreadsPickAtOnce(@ForAll long seed) {
    List<Candidate> fleet =
        List.copyOf(FakeCandidate.ofWeights(BalancerHistory.weights(new Random(seed), 5)));
    Balancer balancer = create(TestContext.seeded(seed));
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
  @Property(tries = 3)
  default void picksDoNotBlock(@ForAll long seed) {
    int[] weights = BalancerHistory.weights(new Random(seed), 1000);
    Picker picker =
        create(TestContext.seeded(seed)).newPicker(List.copyOf(FakeCandidate.ofWeights(weights)));
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

  private static Completion completion(Picker picker) {
    return assertInstanceOf(Picked.class, picker.pick(Requests.pick())).completion();
  }

  private List<Optional<Endpoint>> choices(FakeTicker ticker, long seed, int most) {
    Balancer balancer = create(TestContext.seeded(seed, ticker));
    return endpoints(new BalancerHistory(balancer, ticker, seed, most).lived());
  }

  private static List<Optional<Endpoint>> endpoints(List<Step> steps) {
    return steps.stream().map(step -> step.taken().map(Candidate::endpoint)).toList();
  }
}
