package io.sluice.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The laws tell the sound from the bad: a plugin that is bad in one way breaks the laws that forbid
 * it and no other, and for every law there is a plugin that it alone catches, so that none could be
 * left out.
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
    return Stream.of(providers(), balancers(), limiters(), probes(), filters())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void aPluginBreaksTheLawsThatForbidWhatItDoes(Verdict verdict) {
    assertEquals(verdict.broken(), LawRun.brokenBy(verdict.plugin()));
  }

  @Test
  void everyLawHasABadPluginThatItAloneCatches() {
    Set<String> laws = new TreeSet<>();
    Set<String> alone = new TreeSet<>();
    verdicts()
        .forEach(verdict -> {
          laws.addAll(LawRun.namesOf(verdict.plugin(), LawRun.lawsOf(verdict.plugin())));
          if (verdict.broken().size() == 1) {
            alone.addAll(LawRun.namesOf(verdict.plugin(), verdict.broken()));
          }
        });
    assertEquals(laws, alone);
  }

  @Test
  void thereAreFarMoreThanThirtyLaws() {
    Set<String> laws = new TreeSet<>();
    verdicts()
        .forEach(verdict ->
            laws.addAll(LawRun.namesOf(verdict.plugin(), LawRun.lawsOf(verdict.plugin()))));
    assertTrue(laws.size() > 50, () -> laws.size() + " laws: " + laws);
  }

  @Test
  void everyPluginHasAVerdict() {
    Set<String> written = new TreeSet<>();
    verdicts().forEach(verdict -> written.add(verdict.plugin().getName()));
    Set<String> declared = new TreeSet<>();
    Stream.of(
            BadProviders.class,
            BadBalancers.class,
            BadLimiters.class,
            BadProbes.class,
            BadFilters.class)
        .flatMap(holder -> Stream.of(holder.getDeclaredClasses()))
        .filter(PluginContract.class::isAssignableFrom)
        .forEach(plugin -> declared.add(plugin.getName()));
    assertEquals(declared, written);
  }

  private static List<Verdict> providers() {
    return List.of(
        Verdict.of(BadProviders.Loud.class, "theNameIsLowerCaseWordsWithHyphensAndStays"),
        Verdict.of(BadProviders.Deaf.class, "everySettingIsRead"),
        Verdict.of(BadProviders.Greedy.class, "anUnknownSettingIsLeftUnread"),
        Verdict.of(BadProviders.Secretive.class, "onlyDeclaredSettingsAreRead"),
        Verdict.of(BadProviders.Boastful.class, "declaredDefaultsCanBeWrittenOut"),
        Verdict.of(
            BadProviders.Single.class,
            "everyInstanceIsANewOne",
            "chanceComesFromTheContext",
            "instancesKeepToThemselves",
            "theStartOfTheClockDoesNotMatter"),
        Verdict.of(BadProviders.Thrifty.class, "everyInstanceIsANewOne"),
        Verdict.of(BadProviders.Lazy.class, "makingInstancesDoesNotBlock"),
        Verdict.of(BadProviders.Slammer.class, "anUnusedInstanceCloses"));
  }

  private static List<Verdict> balancers() {
    return List.of(
        Verdict.of(BadBalancers.Sound.class),
        Verdict.of(
            BadBalancers.Inventor.class,
            "onlyGivenCandidatesArePicked",
            "aNewPickerForgetsTheCandidatesOfOthers",
            "aReplacedCandidateIsNotPicked",
            "anOldPickerKeepsItsCandidates",
            "manyThreadsPickAtOnce"),
        Verdict.of(BadBalancers.Pretender.class, "onlyGivenCandidatesArePicked"),
        Verdict.of(BadBalancers.Nostalgic.class, "aReplacedCandidateIsNotPicked"),
        Verdict.of(BadBalancers.Silent.class, "whoFindsNoneSaysWhy"),
        Verdict.of(BadBalancers.Prudish.class, "everyRequestIsPickedFor"),
        Verdict.of(BadBalancers.Superstitious.class, "theStartOfTheClockDoesNotMatter"),
        Verdict.of(BadBalancers.Telepath.class, "instancesKeepToThemselves"),
        Verdict.of(BadBalancers.Sentimental.class, "anAttemptMayEndAfterTheBalancer"),
        Verdict.of(BadBalancers.Hoarder.class, "aNewPickerForgetsTheCandidatesOfOthers"),
        Verdict.of(BadBalancers.Swapper.class, "anOldPickerKeepsItsCandidates"),
        Verdict.of(BadBalancers.Choosy.class, "aFirstAttemptFindsACandidate"),
        Verdict.of(BadBalancers.Stubborn.class, "anExcludedEndpointIsNotPicked"),
        Verdict.of(BadBalancers.Hasty.class, "theLastOneLeftIsFound"),
        Verdict.of(BadBalancers.Desperate.class, "noneIsPickedWhenAllAreExcluded"),
        Verdict.of(BadBalancers.Gambler.class, "chanceComesFromTheContext"),
        Verdict.of(BadBalancers.Clingy.class, "aCompletionTakesEveryOutcome"),
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
        Verdict.of(BadLimiters.Moody.class, "timeAndChanceComeFromTheContext"),
        Verdict.of(BadLimiters.Shy.class, "aFirstRequestIsAdmitted"),
        Verdict.of(BadLimiters.Communal.class, "instancesKeepToThemselves"),
        Verdict.of(BadLimiters.Prudish.class, "everyRequestIsDecidedAbout"),
        Verdict.of(BadLimiters.Sentimental.class, "aPermitMayBeReleasedAfterTheEnd"),
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
        Verdict.of(BadProbes.Haunting.class, "noThreadOutlivesTheInstance"),
        Verdict.of(BadProbes.Clairvoyant.class, "aWellEndpointIsHealthy"),
        Verdict.of(BadProbes.Timekeeping.class, "theLatencyIsTimeOfTheContextsClock"),
        Verdict.of(BadProbes.Impatient.class, "anAnswerInPiecesIsTheSame"),
        Verdict.of(BadProbes.Grudging.class, "eachCheckStandsForItself"),
        Verdict.of(BadProbes.Lenient.class, "anAbsentEndpointIsUnhealthy"),
        Verdict.of(
            BadProbes.Gloomy.class,
            "aWellEndpointIsHealthy",
            "anAnswerInPiecesIsTheSame",
            "eachCheckStandsForItself",
            "manyEndpointsAreCheckedAtOnce",
            "theLatencyIsTimeOfTheContextsClock"),
        Verdict.of(
            BadProbes.Cheerful.class,
            "anUnwellEndpointIsUnhealthy",
            "eachCheckStandsForItself",
            "manyEndpointsAreCheckedAtOnce"),
        Verdict.of(BadProbes.Silent.class, "anUnwellEndpointIsUnhealthy"),
        Verdict.of(
            BadProbes.Trusting.class, "anAbsentEndpointIsUnhealthy", "theConnectorIsTheOnlyWay"),
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
        Verdict.of(BadFilters.Dismissive.class, "anAnswerBodyIsPassedOnWholeOrClosed"),
        Verdict.of(BadFilters.Prudish.class, "everyRequestGetsAnAnswer"),
        Verdict.of(BadFilters.Gambler.class, "timeAndChanceComeFromTheContext"),
        Verdict.of(BadFilters.Communal.class, "instancesKeepToThemselves"),
        Verdict.of(BadFilters.Chatty.class, "anAnswerWithoutContentStaysWithout"),
        Verdict.of(BadFilters.Swallowing.class, "aBrokenBodyIsNotTakenForAWholeOne"),
        Verdict.of(BadFilters.Boastful.class, "anAnswerBodyIsAsLongAsItSays"),
        Verdict.of(BadFilters.Fragile.class, "manyRequestsPassAtOnce"));
  }
}
