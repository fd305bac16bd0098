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
import io.sluice.api.limiter.LimitRequest;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.limiter.LimiterProvider;
import io.sluice.testkit.fake.FakeTicker;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
  @Property(tries = 50)
  default void aFirstRequestIsAdmitted(@ForAll long seed) {
    int client = Laws.aClient(seed);
    assertInstanceOf(Admitted.class, ask(create(TestContext.seeded(seed)), client));
  }

  /** Who asks without end is rejected. */
  @Property(tries = 10)
  default void whoAsksTooMuchIsRejected(@ForAll long seed) {
    int client = Laws.aClient(seed);
    assertTrue(
        rejected(create(TestContext.seeded(seed)), client, new ArrayList<>()).isPresent(),
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
        answers(seed, new FakeTicker(), 4),
        answers(seed, new FakeTicker(), 4),
        "the same history got other answers the second time");
  }

  /** The clock may start anywhere, and may wrap around. */
  @Property(tries = 20)
  default void theStartOfTheClockDoesNotMatter(@ForAll long seed) {
    List<Boolean> expected = answers(seed, new FakeTicker(), 2);
    for (long start : Laws.STARTS_OF_THE_CLOCK) {
      assertEquals(expected, answers(seed, new FakeTicker(start), 2), () -> "from " + start);
    }
  }

  /** What happens to one service is nothing to another's limiter. */
  @Property(tries = 20)
  default void instancesKeepToThemselves(@ForAll long seed) {
    FakeTicker ticker = new FakeTicker();
    Limiter limiter = create(TestContext.seeded(seed, ticker));
    Limiter neighbour = create(TestContext.seeded(seed + 1, ticker));
    Random random = new Random(seed);
    List<Boolean> answers = new ArrayList<>();
    for (int i = 0; i < Laws.REQUESTS; i++) {
      release(ask(neighbour, i % 2));
      answers.add(step(limiter, ticker, random, 2));
    }
    assertEquals(
        answers(seed, new FakeTicker(), 2), answers, "another service's traffic changed its mind");
  }

  /** Whatever a request looks like, it can be decided about. */
  @Property(tries = 50)
  default void everyRequestIsDecidedAbout(@ForAll long seed) {
    Random random = new Random(seed);
    Limiter limiter = create(TestContext.seeded(seed));
    for (int i = 0; i < 10; i++) {
      release(
          limiter.tryAcquire(
              new LimitRequest(
                  Requests.anyHead(random), Requests.anyClient(random), "books", "/books")));
    }
  }

  /** A rejection tells the client in plain text why, and in sound numbers which limits apply. */
  @Property(tries = 10)
  default void aRejectionCanBeSentToTheClient(@ForAll long seed) {
    int client = Laws.aClient(seed);
    rejected(create(TestContext.seeded(seed)), client, new ArrayList<>())
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
  @Property(tries = 20)
  default void aPermitTakesEveryOutcome(@ForAll long seed) {
    List<Outcome> outcomes = new ArrayList<>(Laws.outcomes());
    Collections.shuffle(outcomes, new Random(seed));
    Limiter limiter = create(TestContext.seeded(seed));
    int client = 1;
    for (Outcome outcome : outcomes) {
      if (ask(limiter, client++) instanceof Admitted(Permit permit)) {
        permit.release(outcome);
      }
    }
  }

  /** What outlives the limiter, as a WebSocket may, gives back after its end without complaint. */
  @Property(tries = 20)
  default void aPermitMayBeReleasedAfterTheEnd(@ForAll long seed) {
    Random random = new Random(seed);
    Limiter limiter = create(TestContext.seeded(seed));
    List<LimitDecision> open = new ArrayList<>();
    for (int i = random.nextInt(20); i >= 0; i--) {
      open.add(ask(limiter, random.nextInt(4)));
    }
    limiter.close();
    open.forEach(LimiterContract::release);
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
            release(ask(limiter, 4 + i % 3));
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

  /** The answers to the requests of so many clients, drawn from the seed. */
  private List<Boolean> answers(long seed, FakeTicker ticker, int clients) {
    Limiter limiter = create(TestContext.seeded(seed, ticker));
    Random random = new Random(seed);
    List<Boolean> answers = new ArrayList<>();
    for (int i = 0; i < Laws.REQUESTS; i++) {
      answers.add(step(limiter, ticker, random, clients));
    }
    return answers;
  }

  private static boolean step(Limiter limiter, FakeTicker ticker, Random random, int clients) {
    LimitDecision decision = ask(limiter, random.nextInt(clients));
    if (random.nextBoolean()) {
      release(decision);
    }
    if (random.nextInt(4) == 0) {
      ticker.advance(Duration.ofNanos(random.nextLong(30_000_000)));
    }
    return decision instanceof Admitted;
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
