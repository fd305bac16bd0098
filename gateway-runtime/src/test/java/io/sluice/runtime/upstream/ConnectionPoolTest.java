package io.sluice.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.runtime.address.Addresses;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.EndpointException;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.listener.ScriptedEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which connections wait for their next request, and for how long. */
class ConnectionPoolTest {

  private static final Duration IDLE = Duration.ofSeconds(30);

  private final AtomicLong now = new AtomicLong(1);
  private final Sweeper sweeper = new Sweeper(now::get, Duration.ofMillis(1));
  private final Addresses addresses = new Addresses(new AddressPolicy(_ -> false));
  private final ConnectionPool pool =
      new ConnectionPool(new PoolLimits(IDLE, 4, 4, 1, 5), new Dialer(addresses, sweeper));
  private final List<EndpointConnection> used = new ArrayList<>();
  private ScriptedEndpoint endpoint;

  @BeforeEach
  void start() throws IOException {
    endpoint = ScriptedEndpoint.of(ScriptedEndpoint.Peer::readUntilClose);
  }

  @AfterEach
  void end() throws IOException {
    pool.close();
    assertTrue(pool.isEmpty());
    endpoint.close();
    assertEquals(0, sweeper.watched());
  }

  private EndpointConnection open() throws IOException {
    return pool.open(endpoint.address(), Duration.ofSeconds(10).toNanos());
  }

  private EndpointConnection taken() {
    return pool.take(endpoint.address()).orElseThrow();
  }

  @Test
  void theOneUsedLastIsUsedFirst() throws IOException {
    EndpointConnection first = open();
    EndpointConnection second = open();
    pool.giveBack(first);
    pool.giveBack(second);
    assertSame(second, taken());
    assertSame(first, taken());
    assertTrue(pool.take(endpoint.address()).isEmpty());
    first.close();
    second.close();
  }

  @Test
  void whatWaitsTooLongIsClosedAndForgottenThoughNobodyAsks() throws IOException {
    pool.giveBack(open());
    now.addAndGet(IDLE.toNanos() / 2);
    pool.giveBack(open());
    now.addAndGet(IDLE.toNanos() / 2);
    sweeper.sweep();
    assertFalse(pool.isEmpty());
    assertEquals(2, sweeper.watched());
    now.addAndGet(IDLE.toNanos());
    sweeper.sweep();
    assertTrue(pool.isEmpty());
    assertEquals(0, sweeper.watched());
  }

  @Test
  void whatIsInUseIsNotMeasuredByItsWait() throws IOException {
    pool.giveBack(open());
    EndpointConnection used = taken();
    now.addAndGet(2 * IDLE.toNanos());
    sweeper.sweep();
    pool.giveBack(used);
    assertSame(used, taken());
    used.close();
  }

  @Test
  void whatIsGivenBackAfterTheEndIsClosed() throws IOException {
    EndpointConnection late = open();
    pool.close();
    pool.giveBack(late);
    assertTrue(pool.take(endpoint.address()).isEmpty());
    assertEquals(0, sweeper.watched());
  }

  private void openAllPlaces() throws IOException {
    for (int i = 0; i < 4; i++) {
      used.add(open());
    }
  }

  private void closeAll() {
    used.forEach(EndpointConnection::close);
    used.clear();
  }

  @Test
  void whoeverFindsAllPlacesTakenWaitsForOne() throws Exception {
    openAllPlaces();
    FutureTask<EndpointConnection> waiting = new FutureTask<>(this::open);
    Thread thread = Thread.ofVirtual().start(waiting);
    awaitWaiting(thread);
    pool.giveBack(used.removeFirst());
    EndpointConnection given = waiting.get(10, TimeUnit.SECONDS);
    assertTrue(pool.take(endpoint.address()).isEmpty());
    given.close();
    closeAll();
  }

  @Test
  void aPlaceThatIsLeftIsTakenByWhoWaits() throws Exception {
    openAllPlaces();
    FutureTask<EndpointConnection> waiting = new FutureTask<>(this::open);
    awaitWaiting(Thread.ofVirtual().start(waiting));
    used.removeFirst().close();
    waiting.get(10, TimeUnit.SECONDS).close();
    closeAll();
  }

  @Test
  void whoWaitsTooLongIsToldSoAndNobodyElseIsAsked() throws Exception {
    openAllPlaces();
    EndpointException busy =
        assertThrows(EndpointException.class, () -> pool.open(endpoint.address(), 1));
    assertEquals(FailureCode.ENDPOINT_BUSY, busy.code());
    assertFalse(busy.nothingSent());
    closeAll();
  }

  @Test
  void whenTooManyWaitAnotherEndpointMayBeAsked() throws Exception {
    openAllPlaces();
    FutureTask<EndpointConnection> waiting = new FutureTask<>(this::open);
    awaitWaiting(Thread.ofVirtual().start(waiting));
    EndpointException busy = assertThrows(EndpointException.class, this::open);
    assertEquals(FailureCode.ENDPOINT_BUSY, busy.code());
    assertTrue(busy.nothingSent());
    closeAll();
    waiting.get(10, TimeUnit.SECONDS).close();
  }

  @Test
  void aConnectionThatDoesNotComeAboutTakesNoPlace() throws Exception {
    Endpoint nobody = ScriptedEndpoint.refusing();
    for (int i = 0; i < 10; i++) {
      assertEquals(
          FailureCode.CONNECT_FAILED,
          assertThrows(
                  EndpointException.class,
                  () -> pool.open(nobody, Duration.ofSeconds(10).toNanos()))
              .code());
    }
    assertTrue(pool.isEmpty());
  }

  @Test
  void allEndpointsTogetherHaveABound() throws Exception {
    openAllPlaces();
    try (ScriptedEndpoint other = ScriptedEndpoint.of(ScriptedEndpoint.Peer::readUntilClose)) {
      long nanos = Duration.ofSeconds(10).toNanos();
      used.add(pool.open(other.address(), nanos));
      EndpointException busy =
          assertThrows(EndpointException.class, () -> pool.open(other.address(), nanos));
      assertEquals(FailureCode.ENDPOINT_BUSY, busy.code());
      used.removeFirst().close();
      used.add(pool.open(other.address(), nanos));
      pool.giveBack(used.removeFirst());
      used.add(pool.open(other.address(), nanos));
      assertTrue(pool.take(endpoint.address()).isEmpty(), "an idle one makes room");
      closeAll();
    }
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }
}
