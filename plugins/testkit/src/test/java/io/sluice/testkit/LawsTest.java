package io.sluice.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The laws tell the sound from the bad: a plugin that is bad in one way breaks the laws that forbid
 * it and no other, and there is no law that none of them breaks.
 */
final class LawsTest {

  /** A plugin and the laws that it breaks. */
  record Verdict(Class<?> plugin, Set<String> broken) {

    static Verdict of(Class<?> plugin, String... broken) {
      return new Verdict(plugin, new TreeSet<>(List.of(broken)));
    }

    @Override
    public String toString() {
      return plugin.getEnclosingClass().getSimpleName() + " " + plugin.getSimpleName();
    }
  }

  static Stream<Verdict> verdicts() {
    return Stream.of(balancers(), limiters(), probes(), filters()).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void aPluginBreaksTheLawsThatForbidWhatItDoes(Verdict verdict) {
    assertEquals(verdict.broken(), LawRun.brokenBy(verdict.plugin()));
  }

  @Test
  void everyLawIsBrokenBySomePlugin() {
    Set<String> laws = new TreeSet<>();
    Set<String> broken = new TreeSet<>();
    verdicts()
        .forEach(verdict -> {
          laws.addAll(LawRun.lawsOf(verdict.plugin()));
          broken.addAll(verdict.broken());
        });
    assertEquals(laws, broken);
  }

  @Test
  void everyPluginHasAVerdict() {
    Set<String> written = new TreeSet<>();
    verdicts().forEach(verdict -> written.add(verdict.plugin().getName()));
    Set<String> declared = new TreeSet<>();
    Stream.of(BadBalancers.class, BadLimiters.class, BadProbes.class, BadFilters.class)
        .flatMap(holder -> Stream.of(holder.getDeclaredClasses()))
        .forEach(plugin -> declared.add(plugin.getName()));
    assertEquals(declared, written);
  }

  private static List<Verdict> balancers() {
    return List.of(
        Verdict.of(BadBalancers.Sound.class),
        Verdict.of(BadBalancers.Loud.class, "theNameIsLowerCaseWordsWithHyphensAndStays"),
        Verdict.of(BadBalancers.Deaf.class, "everySettingIsRead"),
        Verdict.of(BadBalancers.Greedy.class, "anUnknownSettingIsLeftUnread"),
        Verdict.of(
            BadBalancers.Single.class, "everyInstanceIsANewOne", "chanceComesFromTheContext"),
        Verdict.of(BadBalancers.Slammer.class, "anUnusedInstanceCloses"),
        Verdict.of(
            BadBalancers.Inventor.class,
            "onlyGivenCandidatesArePicked",
            "aNewPickerForgetsTheCandidatesOfOthers",
            "anOldPickerKeepsItsCandidates",
            "manyThreadsPickAtOnce"),
        Verdict.of(BadBalancers.Hoarder.class, "aNewPickerForgetsTheCandidatesOfOthers"),
        Verdict.of(BadBalancers.Swapper.class, "anOldPickerKeepsItsCandidates"),
        Verdict.of(BadBalancers.Choosy.class, "aFirstAttemptFindsACandidate"),
        Verdict.of(BadBalancers.Stubborn.class, "anExcludedEndpointIsNotPicked"),
        Verdict.of(BadBalancers.Hasty.class, "theLastOneLeftIsFound"),
        Verdict.of(BadBalancers.Desperate.class, "noneIsPickedWhenAllAreExcluded"),
        Verdict.of(BadBalancers.Gambler.class, "chanceComesFromTheContext"),
        Verdict.of(
            BadBalancers.Clingy.class,
            "aCompletionTakesEveryOutcome",
            "aNewPickerForgetsTheCandidatesOfOthers",
            "anExcludedEndpointIsNotPicked",
            "chanceComesFromTheContext"),
        Verdict.of(BadBalancers.Overflowing.class, "extremeFiguresAreTaken"),
        Verdict.of(BadBalancers.Fragile.class, "manyThreadsPickAtOnce"),
        Verdict.of(BadBalancers.Ponderous.class, "picksDoNotBlock"));
  }

  private static List<Verdict> limiters() {
    return List.of(
        Verdict.of(BadLimiters.Sound.class),
        Verdict.of(BadLimiters.Closed.class, "aFirstRequestIsAdmitted", "retryAfterIsHonest"),
        Verdict.of(BadLimiters.Open.class, "whoAsksTooMuchIsRejected"),
        Verdict.of(BadLimiters.Liar.class, "retryAfterIsHonest"),
        Verdict.of(
            BadLimiters.Moody.class,
            "timeAndChanceComeFromTheContext",
            "theStartOfTheClockDoesNotMatter"),
        Verdict.of(BadLimiters.Naive.class, "theStartOfTheClockDoesNotMatter"),
        Verdict.of(BadLimiters.Mute.class, "aRejectionCanBeSentToTheClient"),
        Verdict.of(BadLimiters.Confused.class, "aRejectionCanBeSentToTheClient"),
        Verdict.of(BadLimiters.Clingy.class, "aPermitTakesEveryOutcome"),
        Verdict.of(BadLimiters.Ponderous.class, "decisionsDoNotBlock"),
        Verdict.of(BadLimiters.Fragile.class, "manyThreadsAskAtOnce"),
        Verdict.of(BadLimiters.Forgetful.class, "aFloodOfClientsIsBorne"));
  }

  private static List<Verdict> probes() {
    return List.of(
        Verdict.of(BadProbes.Sound.class),
        Verdict.of(
            BadProbes.Gloomy.class, "aWellEndpointIsHealthy", "manyEndpointsAreCheckedAtOnce"),
        Verdict.of(BadProbes.Cheerful.class, "anUnwellEndpointIsUnhealthy"),
        Verdict.of(
            BadProbes.Trusting.class,
            "anAbsentEndpointIsUnhealthy",
            "manyEndpointsAreCheckedAtOnce",
            "theConnectorIsTheOnlyWay"),
        Verdict.of(BadProbes.Sneaky.class, "theConnectorIsTheOnlyWay"),
        Verdict.of(BadProbes.Insistent.class, "aCheckIsOneAttempt"),
        Verdict.of(BadProbes.Careless.class, "itsConnectionIsClosed"),
        Verdict.of(BadProbes.Relentless.class, "theDeadlineEndsIt"),
        Verdict.of(BadProbes.Insatiable.class, "anEndlessAnswerEndsIt"),
        Verdict.of(BadProbes.Fragile.class, "manyEndpointsAreCheckedAtOnce"));
  }

  private static List<Verdict> filters() {
    return List.of(
        Verdict.of(BadFilters.Sound.class),
        Verdict.of(BadFilters.Squeamish.class, "everyAnswerIsHandled"),
        Verdict.of(BadFilters.Insistent.class, "aRequestIsPassedOnAtMostOnce"),
        Verdict.of(BadFilters.Curious.class, "aRequestBodyIsPassedOnWholeOrClosed"),
        Verdict.of(
            BadFilters.Careless.class,
            "aRequestBodyIsPassedOnWholeOrClosed",
            "manyRequestsPassAtOnce"),
        Verdict.of(
            BadFilters.Forgetful.class,
            "anAnswerBodyIsPassedOnWholeOrClosed",
            "manyRequestsPassAtOnce"),
        Verdict.of(
            BadFilters.Nosy.class,
            "anAnswerBodyIsPassedOnWholeOrClosed",
            "anAnswerBodyIsAsLongAsItSays"),
        Verdict.of(BadFilters.Boastful.class, "anAnswerBodyIsAsLongAsItSays"),
        Verdict.of(BadFilters.Fragile.class, "manyRequestsPassAtOnce"));
  }
}
