package io.sluice.runtime.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.runtime.address.Addresses;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.registry.Names.Watch;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When names are looked up, and what follows from the answers; in virtual time. */
final class NameBookTest {

  private static final Endpoint NAME = Endpoint.parse("a.example:80");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Map<String, List<String>> zone = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger told = new AtomicInteger();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final Addresses addresses =
      new Addresses(new AddressPolicy(_ -> false), this::lookUp, now::get);
  private final NameBook book = book();

  private NameBook book() {
    return new NameBook(
        addresses, now::get, () -> Instant.EPOCH.plusNanos(now.get()), waiting::add);
  }

  private List<InetAddress> lookUp(String host) throws UnknownHostException {
    asked.incrementAndGet();
    List<String> found = zone.getOrDefault(host, List.of());
    if (found.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return found.stream().map(InetAddress::ofLiteral).toList();
  }

  @AfterEach
  void close() {
    book.close();
    addresses.close();
  }

  private Watch watch(Duration refresh) {
    return book.watch("books", NAME, refresh, told::incrementAndGet);
  }

  /** Lets that time pass and makes the look-ups that are due. */
  private void after(Duration time) {
    now.addAndGet(time.toNanos());
    book.sweep();
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  private static List<String> texts(Watch watch) {
    return watch.answer().addresses().stream().map(InetAddress::getHostAddress).toList();
  }

  @Test
  void aNameIsLookedUpAtOnceAndThenEachTimeThatLater() {
    zone.put("a.example", List.of("10.0.0.1"));
    Watch watch = watch(MINUTE);
    assertEquals(List.of(), texts(watch));
    after(Duration.ZERO);
    assertEquals(List.of("10.0.0.1"), texts(watch));
    after(MINUTE.minusNanos(1));
    assertEquals(1, asked.get());
    zone.put("a.example", List.of("10.0.0.2"));
    after(Duration.ofNanos(1));
    assertEquals(2, asked.get());
    assertEquals(List.of("10.0.0.2"), texts(watch));
    assertEquals(2, told.get());
    assertEquals(2, book.found());
  }

  @Test
  void theSameAddressesInAnotherOrderAreNoNews() {
    zone.put("a.example", List.of("10.0.0.2", "2001:db8::1", "10.0.0.1", "10.0.0.2"));
    Watch watch = watch(MINUTE);
    after(Duration.ZERO);
    Instant since = watch.answer().since();
    assertEquals(List.of("10.0.0.1", "10.0.0.2", "2001:db8:0:0:0:0:0:1"), texts(watch));
    zone.put("a.example", List.of("2001:db8::1", "10.0.0.1", "10.0.0.2"));
    after(MINUTE);
    assertEquals(1, told.get());
    assertEquals(since, watch.answer().since());
  }

  @Test
  void aFailedLookUpKeepsTheLastGoodAnswerAndIsMadeAgainSoon() {
    zone.put("a.example", List.of("10.0.0.1"));
    Watch watch = watch(MINUTE);
    after(Duration.ZERO);
    zone.clear();
    after(MINUTE);
    assertEquals(List.of("10.0.0.1"), texts(watch));
    assertEquals("the host name a.example is not known", watch.answer().problem());
    assertEquals(1, book.failing());
    assertEquals(1, book.failed());
    zone.put("a.example", List.of("10.0.0.1"));
    after(Duration.ofSeconds(5));
    assertEquals("", watch.answer().problem());
    assertEquals(0, book.failing());
    assertEquals(1, told.get());
  }

  @Test
  void whatMayNotBeDialledIsNoAddress() {
    zone.put("a.example", List.of("169.254.169.254", "10.0.0.1"));
    Watch watch = watch(MINUTE);
    after(Duration.ZERO);
    assertEquals(List.of("10.0.0.1"), texts(watch));
    zone.put("a.example", List.of("169.254.169.254"));
    after(MINUTE);
    assertEquals(List.of("10.0.0.1"), texts(watch));
    assertTrue(watch.answer().problem().contains("link-local"), watch.answer().problem());
  }

  @Test
  void aNameHasNoMoreThanSixtyFourAddresses() {
    List<String> many = new ArrayList<>();
    for (int i = 255; i >= 0; i--) {
      many.add("10.0.0." + i);
    }
    zone.put("a.example", many);
    Watch watch = watch(MINUTE);
    after(Duration.ZERO);
    assertEquals(NameBook.MOST_ADDRESSES, texts(watch).size());
    assertEquals("10.0.0.0", texts(watch).getFirst());
    assertEquals("10.0.0.63", texts(watch).getLast());
  }

  @Test
  void whoWantsTheSameNameSharesItsLookUpsAtTheShorterPeriod() {
    zone.put("a.example", List.of("10.0.0.1"));
    Watch slow = watch(MINUTE);
    after(Duration.ZERO);
    Watch quick = watch(Duration.ofSeconds(2));
    assertEquals(List.of("10.0.0.1"), texts(quick));
    after(Duration.ofSeconds(2));
    assertEquals(2, asked.get());
    quick.close();
    after(Duration.ofSeconds(2));
    after(Duration.ofSeconds(58));
    assertEquals(3, asked.get());
    slow.close();
    after(MINUTE);
    assertEquals(3, asked.get());
    assertFalse(book.sweep());
  }

  @Test
  void aLookUpThatTakesLongIsNotMadeTwice() {
    watch(Duration.ofSeconds(1));
    book.sweep();
    now.addAndGet(MINUTE.toNanos());
    book.sweep();
    assertEquals(1, waiting.size());
    waiting.remove().run();
    after(Duration.ofSeconds(1));
    assertEquals(2, asked.get());
  }
}
