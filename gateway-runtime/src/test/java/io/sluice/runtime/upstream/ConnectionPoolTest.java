package io.sluice.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.listener.ScriptedEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which connections wait for their next request, and for how long. */
class ConnectionPoolTest {

  private static final Duration IDLE = Duration.ofSeconds(30);

  private final AtomicLong now = new AtomicLong(1);
  private final Sweeper sweeper = new Sweeper(now::get, Duration.ofMillis(1));
  private final ConnectionPool pool = new ConnectionPool(IDLE);
  private ScriptedEndpoint endpoint;

  @BeforeEach
  void start() throws IOException {
    endpoint = ScriptedEndpoint.of(ScriptedEndpoint.Peer::readUntilClose);
  }

  @AfterEach
  void end() throws IOException {
    pool.close();
    endpoint.close();
    assertEquals(0, sweeper.watched());
  }

  private EndpointConnection open() throws IOException {
    return EndpointConnection.open(endpoint.address(), Duration.ofSeconds(10).toNanos(), sweeper);
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
}
