package io.sluice.runtime.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class EventLogTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(30);

  private final EventLog log = new EventLog("aa", () -> NOW, 3);

  @Test
  void whoListensHearsWhatHappensFromThenOn() throws InterruptedException {
    tell("before");
    Subscription listener = listen(new Start.Now());
    assertEquals(new Heard.Nothing(), listener.poll());
    log.publish("plugin.state", Map.of("to", "stuck", "from", "ok"));
    Heard.Told told = assertInstanceOf(Heard.Told.class, listener.poll());
    assertEquals(
        new Event("aa-2", NOW, "plugin.state", Map.of("from", "ok", "to", "stuck")), told.event());
    assertEquals(List.of("from", "to"), List.copyOf(told.event().data().keySet()));
    assertEquals("aa-2", listener.id());
    assertEquals(new Heard.Nothing(), listener.poll());
  }

  @Test
  void whoWaitsIsWoken() {
    Subscription listener = listen(new Start.Now());
    CompletableFuture<Heard> heard =
        CompletableFuture.supplyAsync(() -> await(listener), Thread::startVirtualThread);
    tell("now");
    assertEquals("now", type(heard.join()));
  }

  @Test
  void whoComesBackGoesOnBehindWhatIsKnown() throws InterruptedException {
    tell("one", "two", "three");
    Subscription listener = listen(new Start.Behind("aa-1"));
    assertEquals("two", type(listener.poll()));
    assertEquals("three", type(listener.poll()));
    assertEquals(new Heard.Nothing(), listener.poll());
    assertEquals(new Heard.Nothing(), listen(new Start.Behind("aa-3")).poll());
  }

  @Test
  void whoComesBackTooLateOrFromAnotherProcessHasMissedSomething() throws InterruptedException {
    tell("one", "two", "three", "four", "five");
    for (String id :
        List.of("aa-1", "aa-6", "bb-3", "aa-", "aa--1", "aa-999999999999999999999", "")) {
      Subscription listener = listen(new Start.Behind(id));
      assertEquals(new Heard.Missed(), listener.next(LONG), id);
      assertEquals("aa-5", listener.id());
      assertEquals(new Heard.Nothing(), listener.poll());
      listener.close();
    }
    assertEquals("three", type(listen(new Start.Behind("aa-2")).poll()));
  }

  @Test
  void theLatestAreThoseThatAreStillKnown() throws InterruptedException {
    assertEquals(new Heard.Nothing(), listen(new Start.Latest(2)).poll());
    tell("one", "two", "three", "four");
    assertEquals("three", type(listen(new Start.Latest(2)).poll()));
    assertEquals("two", type(listen(new Start.Latest(100)).poll()));
    assertEquals(new Heard.Nothing(), listen(new Start.Latest(0)).poll());
  }

  @Test
  void onlySoManyMayListenAndAPlaceIsGivenBackOnce() {
    List<Subscription> all = new ArrayList<>();
    for (int i = 0; i < EventLog.MOST_SUBSCRIBERS; i++) {
      all.add(listen(new Start.Now()));
    }
    assertTrue(log.subscribe(new Start.Now()).isEmpty());
    all.getFirst().close();
    all.getFirst().close();
    assertEquals(EventLog.MOST_SUBSCRIBERS - 1, log.subscribers());
    assertTrue(log.subscribe(new Start.Now()).isPresent());
    assertTrue(log.subscribe(new Start.Now()).isEmpty());
  }

  @Test
  void theEndIsHeardBehindWhatWasTold() throws InterruptedException {
    Subscription listener = listen(new Start.Now());
    tell("last");
    log.close();
    assertEquals("last", type(listener.next(LONG)));
    assertEquals(new Heard.Ended(), listener.next(LONG));
    assertEquals(new Heard.Ended(), listen(new Start.Now()).next(LONG));
  }

  @Test
  void longTextsAreCut() throws InterruptedException {
    Subscription listener = listen(new Start.Now());
    log.publish("plugin.refused", Map.of("reason", "x".repeat(5000)));
    Heard.Told told = assertInstanceOf(Heard.Told.class, listener.poll());
    assertEquals("x".repeat(Event.MOST_TEXT) + "...", told.event().data().get("reason"));
  }

  private Subscription listen(Start start) {
    return log.subscribe(start).orElseThrow();
  }

  private void tell(String... types) {
    for (String type : types) {
      log.publish(type, Map.of());
    }
  }

  private static String type(Heard heard) {
    return assertInstanceOf(Heard.Told.class, heard).event().type();
  }

  private static Heard await(Subscription listener) {
    try {
      return listener.next(LONG);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
