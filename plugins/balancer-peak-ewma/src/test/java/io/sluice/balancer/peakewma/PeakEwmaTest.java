package io.sluice.balancer.peakewma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome;
import io.sluice.api.Outcome.Abandoned;
import io.sluice.api.Outcome.Completed;
import io.sluice.api.Outcome.Failed;
import io.sluice.api.Outcome.FailureKind;
import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Picker;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.testkit.fake.FakeCandidate;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PeakEwmaTest {

  private static final Outcome QUICK = new Completed(200, 10_000_000);
  private static final Outcome SLOW = new Completed(200, 100_000_000);

  private final TestContext context = TestContext.seeded(7);
  private final Balancer balancer = balancer(Map.of());
  private final List<FakeCandidate> two = FakeCandidate.ofWeights(1, 1);
  private final Picker picker = balancer.newPicker(List.copyOf(two));

  @Test
  void theQuickerOfTwoIsTaken() {
    learn(two.get(0), SLOW);
    learn(two.get(1), QUICK);
    assertEquals(50, picks(picker, 50, two.get(1)));
  }

  @Test
  void requestsInFlightMultiplyTheLatency() {
    learn(two.get(0), SLOW);
    learn(two.get(1), QUICK);
    two.get(1).setInFlight(8);
    assertEquals(50, picks(picker, 50, two.get(1)));
    two.get(1).setInFlight(10);
    assertEquals(0, picks(picker, 50, two.get(1)));
  }

  @Test
  void onePeakCountsAtOnceAndManyQuickAnswersTakeItBackSlowly() {
    learn(two.get(0), new Completed(200, 20_000_000));
    learn(two.get(1), QUICK);
    learn(two.get(1), SLOW);
    assertEquals(0, picks(picker, 50, two.get(1)));
    learn(two.get(1), QUICK);
    assertEquals(0, picks(picker, 50, two.get(1)));
    for (int second = 0; second < 40; second++) {
      context.ticker().advance(Duration.ofSeconds(1));
      learn(two.get(0), new Completed(200, 20_000_000));
      learn(two.get(1), QUICK);
    }
    assertEquals(50, picks(picker, 50, two.get(1)));
  }

  @Test
  void aFailureCountsAsThePenaltyHoweverFastItWas() {
    for (Outcome failure :
        List.of(new Failed(FailureKind.CONNECT, 1), new Completed(503, 1), new Completed(502, 1))) {
      Picker fresh = balancer(Map.of("penalty", "500ms")).newPicker(List.copyOf(two));
      learn(fresh, two.get(0), failure);
      learn(fresh, two.get(1), new Completed(200, 400_000_000));
      assertEquals(0, picks(fresh, 50, two.get(0)), failure::toString);
    }
  }

  @Test
  void anAnswerOf500CountsByItsLatency() {
    learn(two.get(0), new Completed(500, 1_000_000));
    learn(two.get(1), QUICK);
    assertEquals(50, picks(picker, 50, two.get(0)));
  }

  @Test
  void aFailureIsForgottenInTime() {
    learn(two.get(0), new Failed(FailureKind.CONNECT, 1));
    for (int second = 0; second < 90; second++) {
      context.ticker().advance(Duration.ofSeconds(1));
      learn(two.get(1), QUICK);
    }
    assertEquals(50, picks(picker, 50, two.get(0)));
  }

  @Test
  void anAbandonedRequestTeachesNothing() {
    learn(two.get(0), QUICK);
    learn(two.get(1), SLOW);
    learn(two.get(0), new Abandoned());
    learn(two.get(1), new Abandoned());
    assertEquals(50, picks(picker, 50, two.get(0)));
  }

  @Test
  void anEndpointThatNeverAnsweredGetsOneRequestAndNoSecond() {
    learn(two.get(0), SLOW);
    assertEquals(50, picks(picker, 50, two.get(1)));
    two.get(1).setInFlight(1);
    assertEquals(0, picks(picker, 50, two.get(1)));
  }

  @Test
  void whatIsKnownOutlivesPickersAndAbsence() {
    learn(two.get(0), SLOW);
    learn(two.get(1), QUICK);
    balancer.newPicker(List.of(two.get(0)));
    Picker later = balancer.newPicker(List.copyOf(FakeCandidate.ofWeights(1, 1)));
    Candidate taken = assertInstanceOf(Picked.class, later.pick(Requests.pick())).candidate();
    assertEquals(two.get(1).endpoint(), taken.endpoint());
  }

  @Test
  void aHeavyEndpointIsTakenUnderMoreLoad() {
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(1, 3);
    Picker weighted = balancer.newPicker(List.copyOf(fleet));
    fleet.forEach(one -> learn(weighted, one, QUICK));
    for (int i = 0; i < 400; i++) {
      Picked picked = assertInstanceOf(Picked.class, weighted.pick(Requests.pick()));
      assertInstanceOf(FakeCandidate.class, picked.candidate()).addInFlight(1);
    }
    assertEquals(300, fleet.get(1).inFlight(), 1);
  }

  @Test
  void aRetryTakesTheBestOfTheRest() {
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(1, 1, 1, 1);
    Picker four = balancer.newPicker(List.copyOf(fleet));
    for (int i = 0; i < 4; i++) {
      learn(four, fleet.get(i), new Completed(200, (i + 1) * 1_000_000L));
    }
    Picked picked =
        assertInstanceOf(Picked.class, four.pick(Requests.pick(List.of(fleet.get(0).endpoint()))));
    assertSame(fleet.get(1), picked.candidate());
  }

  @Test
  void wrongSettingsAreRefused() {
    assertRefused("/decay", Map.of("decay", "10ms"));
    assertRefused("/penalty", Map.of("penalty", 5));
  }

  private static void assertRefused(String pointer, Map<String, ?> settings) {
    SettingsException refusal =
        assertThrows(
            SettingsException.class,
            () ->
                new PeakEwmaBalancerProvider()
                    .create(Settings.of(settings), TestContext.seeded(1)));
    assertEquals(pointer, refusal.pointer());
    assertTrue(!refusal.problem().isBlank());
  }

  private Balancer balancer(Map<String, ?> settings) {
    return new PeakEwmaBalancerProvider().create(Settings.of(settings), context);
  }

  private void learn(FakeCandidate candidate, Outcome outcome) {
    learn(picker, candidate, outcome);
  }

  /** Lets a request to that candidate end in that way. */
  private static void learn(Picker picker, FakeCandidate candidate, Outcome outcome) {
    List<Endpoint> others =
        FakeCandidate.ofWeights(1, 1, 1, 1).stream()
            .map(Candidate::endpoint)
            .filter(endpoint -> !endpoint.equals(candidate.endpoint()))
            .toList();
    Picked picked = assertInstanceOf(Picked.class, picker.pick(Requests.pick(others)));
    picked.completion().complete(outcome);
  }

  private static int picks(Picker picker, int requests, Candidate of) {
    int picks = 0;
    for (int i = 0; i < requests; i++) {
      picks +=
          assertInstanceOf(Picked.class, picker.pick(Requests.pick())).candidate().equals(of)
              ? 1
              : 0;
    }
    return picks;
  }
}
