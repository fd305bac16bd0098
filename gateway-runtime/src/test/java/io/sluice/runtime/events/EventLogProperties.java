package io.sluice.runtime.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Any order of telling and listening: each event is heard once and in order, or missed openly. */
final class EventLogProperties {

  static final int LISTENERS = 3;
  private static final int MANY = 500;

  /** What a listener must get to hear, told by counting. */
  private static final class Expected {
    private final Subscription listener;
    private long heard;

    Expected(Subscription listener) {
      this.listener = listener;
    }

    void poll(long told, int kept) throws InterruptedException {
      Heard next = listener.poll();
      if (told - heard > kept) {
        assertEquals(new Heard.Missed(), next);
        heard = told;
      } else if (heard < told) {
        heard++;
        assertEquals(new Heard.Told(event(heard)), next);
      } else {
        assertEquals(new Heard.Nothing(), next);
      }
      assertEquals("p-" + heard, listener.id());
    }
  }

  /** Steps: below the number of listeners that one polls, otherwise something happens. */
  @Property
  void nothingIsHeardTwiceOrOutOfOrderOrMissedSilently(
      @ForAll @Size(max = 200) List<@IntRange(max = 2 * LISTENERS) Integer> steps,
      @ForAll @IntRange(min = 1, max = 8) int kept)
      throws InterruptedException {
    EventLog log = new EventLog("p", () -> Instant.EPOCH, kept);
    List<Expected> listeners =
        IntStream.range(0, LISTENERS)
            .mapToObj(_ -> new Expected(log.subscribe(new Start.Now()).orElseThrow()))
            .toList();
    long told = 0;
    for (int step : steps) {
      if (step < LISTENERS) {
        listeners.get(step).poll(told, kept);
      } else {
        log.publish("t", Map.of());
        told++;
      }
    }
  }

  @Property
  void whoGoesOnBehindAnEventHearsTheNextOneOrMissesIt(
      @ForAll @IntRange(max = 30) int told,
      @ForAll @IntRange(max = 40) int behind,
      @ForAll @IntRange(min = 1, max = 8) int kept)
      throws InterruptedException {
    EventLog log = new EventLog("p", () -> Instant.EPOCH, kept);
    for (int i = 0; i < told; i++) {
      log.publish("t", Map.of());
    }
    Heard next = log.subscribe(new Start.Behind("p-" + behind)).orElseThrow().poll();
    if (behind > told || told - behind > kept) {
      assertEquals(new Heard.Missed(), next);
    } else if (behind == told) {
      assertEquals(new Heard.Nothing(), next);
    } else {
      assertEquals(new Heard.Told(event(behind + 1)), next);
    }
  }

  @Property(tries = 20)
  void manyThreadsTellWhatOthersHearInOneOrder(@ForAll @IntRange(min = 1, max = 4) int tellers)
      throws InterruptedException, ExecutionException, TimeoutException {
    EventLog log = new EventLog("p", () -> Instant.EPOCH, 64);
    long last = tellers * (long) MANY;
    List<CompletableFuture<Void>> listening = new ArrayList<>();
    for (int i = 0; i < LISTENERS; i++) {
      Subscription listener = log.subscribe(new Start.Now()).orElseThrow();
      listening.add(
          CompletableFuture.runAsync(() -> listenTo(listener, last), Thread::startVirtualThread));
    }
    CompletableFuture<?>[] telling =
        IntStream.range(0, tellers)
            .mapToObj(
                _ -> CompletableFuture.runAsync(() -> tellMany(log), Thread::startVirtualThread))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(telling).get(30, TimeUnit.SECONDS);
    for (CompletableFuture<Void> one : listening) {
      one.get(30, TimeUnit.SECONDS);
    }
  }

  private static void tellMany(EventLog log) {
    for (int i = 0; i < MANY; i++) {
      log.publish("t", Map.of());
    }
  }

  private static void listenTo(Subscription listener, long last) {
    try {
      long heard = number(listener.id());
      boolean ended = false;
      while (!ended) {
        switch (listener.next(Duration.ofSeconds(30))) {
          case Heard.Told(Event event) -> {
            assertEquals(heard + 1, number(event.id()));
            heard++;
            ended = heard == last;
          }
          case Heard.Missed _ -> {
            assertTrue(number(listener.id()) > heard);
            heard = number(listener.id());
            ended = heard == last; // the last one may be among what was missed
          }
          case Heard.Nothing _, Heard.Ended _ -> throw new AssertionError("nothing came");
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long number(String id) {
    return Long.parseLong(id.substring("p-".length()));
  }

  private static Event event(long number) {
    return new Event("p-" + number, Instant.EPOCH, "t", Map.of());
  }
}
