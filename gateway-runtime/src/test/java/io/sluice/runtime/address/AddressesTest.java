package io.sluice.runtime.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.runtime.exchange.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses of an endpoint may be dialled, asked anew each time. */
@Timeout(30)
final class AddressesTest {

  private static final int OWN_PORT = 8080;
  private static final Duration SECONDS = Duration.ofSeconds(10);
  private static final AddressPolicy POLICY = new AddressPolicy(port -> port == OWN_PORT);

  private static List<InetAddress> literals(String... texts) {
    List<InetAddress> literals = new ArrayList<>();
    for (String text : texts) {
      literals.add(InetAddress.ofLiteral(text));
    }
    return literals;
  }

  private static Endpoint endpoint(String host, int port) {
    return new Endpoint("http", host, port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"169.254.169.254", "fe80::1", "fd00:ec2::254", "224.0.0.1", "127.0.0.1", "::1"})
  void aNameMayLeadNowhereThatItsAddressMayNot(String address) {
    try (Addresses addresses = new Addresses(POLICY, _ -> literals(address))) {
      assertThrows(
          AddressRefusedException.class,
          () -> addresses.of(endpoint("a.example", OWN_PORT), SECONDS));
      assertThrows(
          AddressRefusedException.class, () -> addresses.of(endpoint(address, OWN_PORT), SECONDS));
    }
  }

  @Test
  void everyAddressOfThisMachineIsItsOwn() throws IOException {
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : each.inetAddresses().toList()) {
        assertTrue(POLICY.refusal(address, OWN_PORT).isPresent(), address::toString);
      }
    }
    InetAddress elsewhere = InetAddress.ofLiteral("192.0.2.1");
    assertTrue(POLICY.refusal(elsewhere, OWN_PORT).isEmpty());
  }

  @Test
  void whereANameLeadsIsAskedAnewEachTime() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    NameService moving =
        _ -> asked.getAndIncrement() == 0 ? literals("192.0.2.1") : literals("169.254.169.254");
    try (Addresses addresses = new Addresses(POLICY, moving)) {
      Endpoint endpoint = endpoint("a.example", 80);
      assertEquals(literals("192.0.2.1"), addresses.of(endpoint, SECONDS));
      assertThrows(AddressRefusedException.class, () -> addresses.of(endpoint, SECONDS));
    }
  }

  @Test
  void theAllowedOnesAreLeftInTheirOrder() throws IOException {
    NameService several = _ -> literals("192.0.2.2", "169.254.1.1", "192.0.2.1");
    try (Addresses addresses = new Addresses(POLICY, several)) {
      assertEquals(
          literals("192.0.2.2", "192.0.2.1"), addresses.of(endpoint("a.example", 80), SECONDS));
    }
  }

  @Test
  void anUnknownNameIsToldFromASlowOne() {
    NameService none =
        host -> {
          throw new UnknownHostException(host);
        };
    try (Addresses addresses = new Addresses(POLICY, none)) {
      assertThrows(
          UnknownHostException.class, () -> addresses.of(endpoint("a.example", 80), SECONDS));
    }
    CountDownLatch never = new CountDownLatch(1);
    try (Addresses addresses = new Addresses(POLICY, _ -> await(never))) {
      assertThrows(
          SocketTimeoutException.class,
          () -> addresses.of(endpoint("a.example", 80), Duration.ofMillis(20)));
    }
    never.countDown();
  }

  @Test
  void whoAsksForTheSameNameAtATimeSharesOneLookUp() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch answered = new CountDownLatch(1);
    NameService slow =
        _ -> {
          asked.incrementAndGet();
          return await(answered);
        };
    try (Addresses addresses = new Addresses(POLICY, slow)) {
      for (int i = 0; i < 20; i++) { // each gives up, none begins another look-up
        assertThrows(
            SocketTimeoutException.class,
            () -> addresses.of(endpoint("a.example", 80), Duration.ofMillis(5)));
      }
      answered.countDown();
      assertEquals(literals("192.0.2.9"), addresses.of(endpoint("a.example", 80), SECONDS));
      assertTrue(asked.get() <= 2, "asked " + asked);
    }
  }

  @Test
  void aNameThatIsNotFoundAnyMoreKeepsItsAddressesForAnHour() throws IOException {
    AtomicLong now = new AtomicLong();
    AtomicBoolean works = new AtomicBoolean(true);
    NameService fails =
        host -> {
          if (works.get()) {
            return literals("192.0.2.1");
          }
          throw new UnknownHostException(host);
        };
    try (Addresses addresses = new Addresses(POLICY, fails, now::get)) {
      Endpoint endpoint = endpoint("a.example", 80);
      addresses.of(endpoint, SECONDS);
      works.set(false);
      now.addAndGet(Duration.ofHours(1).toNanos());
      assertEquals(literals("192.0.2.1"), addresses.of(endpoint, SECONDS));
      assertThrows(UnknownHostException.class, () -> addresses.fresh(endpoint, SECONDS));
      assertThrows(
          UnknownHostException.class, () -> addresses.of(endpoint("b.example", 80), SECONDS));
      now.addAndGet(1);
      assertThrows(UnknownHostException.class, () -> addresses.of(endpoint, SECONDS));
      works.set(true);
      addresses.of(endpoint, SECONDS);
      works.set(false);
      assertEquals(literals("192.0.2.1"), addresses.of(endpoint, SECONDS));
    }
  }

  @Test
  void whatTheNameHadStandsInForASlowAnswerBeforeTheTimeIsUp() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    NameService slows = _ -> asked.getAndIncrement() == 0 ? literals("192.0.2.1") : await(never);
    try (Addresses addresses = new Addresses(POLICY, slows)) {
      Endpoint endpoint = endpoint("a.example", 80);
      addresses.of(endpoint, SECONDS);
      assertEquals(literals("192.0.2.1"), addresses.of(endpoint, Duration.ofMillis(40)));
    }
    never.countDown();
  }

  private static List<InetAddress> await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return literals("192.0.2.9");
  }
}
