package io.sluice.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.FieldSyntax;
import io.sluice.api.Outcome;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitDecision.Admitted;
import io.sluice.api.limiter.LimitDecision.Permit;
import io.sluice.api.limiter.LimitDecision.Quota;
import io.sluice.api.limiter.LimitDecision.Rejected;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.limiter.LimiterProvider;
import io.sluice.testkit.fake.FakeTicker;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The laws for limiters. The settings should be so strict that one client who asks {@link
 * #enough()} times without a pause, and holds what it was granted, is rejected.
 */
public interface LimiterContract extends PluginContract<Limiter> {

  @Override
  LimiterProvider provider();

  /** After how many requests at once a client is surely rejected; 10,000 unless overridden. */
  default int enough() {
    return 10_000;
  }

  /** Who asks for the first time, while nobody else does, is admitted. */
  @Example
  default void aFirstRequestIsAdmitted() {
    assertInstanceOf(Admitted.class, ask(create(TestContext.seeded(1)), 1));
  }

  /** Who asks without end is rejected. */
  @Example
  default void whoAsksTooMuchIsRejected() {
    assertTrue(
        rejected(create(TestContext.seeded(1)), 1, new ArrayList<>()).isPresent(),
        () -> "not rejected after " + enough() + " requests at once");
  }

  /**
   * Who waits as long as told, and has given back what it held, is admitted if no other request
   * came in between.
   */
  @Property(tries = 50)
  default void retryAfterIsHonest(@ForAll long seed) {
    TestContext context = TestContext.seeded(seed, new FakeTicker(seed));
    Limiter limiter = create(context);
    Random random = new Random(seed);
    for (int round = 0; round < 5; round++) {
      List<Permit> held = new ArrayList<>();
      Optional<Rejected> rejected = rejected(limiter, 1, held);
      held.forEach(permit -> permit.release(new Outcome.Completed(200, 1)));
      rejected.ifPresent(answer -> {
        context.ticker().advance(answer.retryAfter());
        LimitDecision second = ask(limiter, 1);
        assertInstanceOf(Admitted.class, second, () -> "not admitted after " + answer.retryAfter());
        release(second);
      });
      context.ticker().advance(Duration.ofNanos(random.nextLong(3_000_000_000L)));
    }
  }

  /**
   * The same requests at the same times get the same answers: time and chance are the context's.
   */
  @Property(tries = 20)
  default void timeAndChanceComeFromTheContext(@ForAll long seed) {
    assertEquals(
        answers(seed, new FakeTicker()),
        answers(seed, new FakeTicker()),
        "the same history got other answers the second time");
  }

  /** The clock may start anywhere, and may wrap around. */
  @Property(tries = 20)
  default void theStartOfTheClockDoesNotMatter(@ForAll long seed) {
    List<Boolean> expected = answers(seed, new FakeTicker());
    assertEquals(expected, answers(seed, new FakeTicker(Long.MAX_VALUE - 1_500_000_000L)));
    assertEquals(expected, answers(seed, new FakeTicker(Long.MIN_VALUE)));
    assertEquals(expected, answers(seed, new FakeTicker(-1_500_000_000L)));
  }

  /** A rejection tells the client in plain text why, and in sound numbers which limits apply. */
  @Example
  default void aRejectionCanBeSentToTheClient() {
    rejected(create(TestContext.seeded(1)), 1, new ArrayList<>())
        .ifPresent(rejected -> {
          assertFalse(rejected.reason().isBlank(), "no reason is given");
          assertTrue(FieldSyntax.isValue(rejected.reason()), () -> "reason: " + rejected.reason());
          for (Quota quota : rejected.quotas()) {
            assertTrue(FieldSyntax.isToken(quota.policy()), quota::toString);
            assertTrue(quota.limit() > 0, quota::toString);
            assertTrue(quota.window().isPositive(), quota::toString);
            assertTrue(quota.remaining() >= 0, quota::toString);
            assertTrue(quota.remaining() <= quota.limit(), quota::toString);
            assertFalse(quota.reset().isNegative(), quota::toString);
          }
        });
  }

  /** However a request ends, its permit takes note without complaint. */
  @Example
  default void aPermitTakesEveryOutcome() {
    Limiter limiter = create(TestContext.seeded(1));
    int client = 1;
    for (Outcome outcome : Laws.outcomes()) {
      if (ask(limiter, client++) instanceof Admitted admitted) {
        admitted.permit().release(outcome);
      }
    }
  }

  /** A decision does not wait, unless the limiter says that it asks another machine. */
  @Example
  default void decisionsDoNotBlock() {
    Limiter limiter = create(TestContext.seeded(1));
    if (limiter.remote()) {
      return;
    }
    Laws.within(
        Laws.A_THOUSAND_CALLS,
        () -> {
          for (int i = 0; i < 1000; i++) {
            release(ask(limiter, i % 3));
          }
        },
        "a thousand decisions took too long");
  }

  /** Many requests ask at once, the same clients' among them. */
  @Example
  default void manyThreadsAskAtOnce() {
    Limiter limiter = create(TestContext.seeded(1));
    Laws.onThreads(
        4,
        thread -> {
          for (int i = 0; i < 2000; i++) {
            release(ask(limiter, i % 2 == 0 ? 1 : 10 * i + thread));
          }
        });
  }

  /** A flood of clients neither stops a limiter nor makes it admit one that it just rejected. */
  @Example
  default void aFloodOfClientsIsBorne() {
    Limiter limiter = create(TestContext.seeded(1));
    List<Permit> held = new ArrayList<>();
    boolean abuser = rejected(limiter, 0, held).isPresent();
    Laws.within(
        Duration.ofSeconds(20),
        () -> {
          for (int client = 1; client <= 200_000; client++) {
            release(ask(limiter, client));
          }
        },
        "200,000 clients took too long");
    if (abuser) {
      assertInstanceOf(Rejected.class, ask(limiter, 0), "a flood made it forget an abuser");
    }
  }

  private List<Boolean> answers(long seed, FakeTicker ticker) {
    Limiter limiter = create(TestContext.seeded(seed, ticker));
    Random random = new Random(seed);
    List<Boolean> answers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      LimitDecision decision = ask(limiter, random.nextInt(2));
      answers.add(decision instanceof Admitted);
      if (random.nextBoolean()) {
        release(decision);
      }
      if (random.nextInt(4) == 0) {
        ticker.advance(Duration.ofNanos(random.nextLong(30_000_000)));
      }
    }
    return answers;
  }

  /** Asks until the answer is no; keeps the permits. */
  private Optional<Rejected> rejected(Limiter limiter, int client, List<Permit> held) {
    for (int i = 0; i < enough(); i++) {
      switch (ask(limiter, client)) {
        case Admitted(Permit permit) -> held.add(permit);
        case Rejected rejected -> {
          return Optional.of(rejected);
        }
      }
    }
    return Optional.empty();
  }

  private static LimitDecision ask(Limiter limiter, int client) {
    return limiter.tryAcquire(Requests.limit(Requests.client(client), "/books/1"));
  }

  private static void release(LimitDecision decision) {
    if (decision instanceof Admitted(Permit permit)) {
      permit.release(new Outcome.Completed(200, 1));
    }
  }
}
