package io.sluice.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.probe.Connector;
import io.sluice.api.probe.Probe;
import io.sluice.api.probe.ProbeProvider;
import io.sluice.api.probe.ProbeResult;
import io.sluice.api.probe.ProbeResult.Healthy;
import io.sluice.api.probe.ProbeResult.Unhealthy;
import io.sluice.testkit.fake.AbsentEndpoint;
import io.sluice.testkit.fake.FakeTicker;
import io.sluice.testkit.fake.LoopbackConnector;
import io.sluice.testkit.fake.ScriptedEndpoint;
import io.sluice.testkit.fake.ScriptedEndpoint.Script;
import io.sluice.testkit.fake.TestContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The laws for probes, on real sockets of the loopback interface. */
public interface ProbeContract extends PluginContract<Probe> {

  @Override
  ProbeProvider provider();

  /** What an endpoint that is well does; it answers 200 over HTTP unless overridden. */
  default Script well() {
    return Script.answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }

  /**
   * What endpoints do that are not well although they accept connections: they answer 503,
   * something else, half a head, or nothing, unless overridden. Empty for a probe that only
   * connects.
   */
  default List<Script> unwell() {
    return List.of(
        Script.answer("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"),
        Script.answer("220 mail.example ESMTP\r\n\r\n"),
        Script.answer("HTTP/1.1 200 OK\r\nContent-Le"),
        Script.answer(""));
  }

  /** What an endpoint does that is about to answer for ever; an endless head unless overridden. */
  default Script endless() {
    return Script.endless("HTTP/1.1 200 OK\r\n", "X-Field: value\r\n");
  }

  /** An endpoint that is well is found so, in a latency that is not negative. */
  @Example
  default void aWellEndpointIsHealthy() {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(well())) {
      ProbeResult result = check(endpoint.endpoint(), new LoopbackConnector());
      Healthy healthy = assertInstanceOf(Healthy.class, result);
      assertTrue(healthy.latencyNanos() >= 0, healthy::toString);
    }
  }

  /** An answer is the same one in however many pieces it arrives. */
  @Property(tries = 5)
  default void anAnswerInPiecesIsTheSame(@ForAll long seed) {
    Script pieces = Script.inPieces(well(), new Random(seed));
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(pieces)) {
      assertInstanceOf(Healthy.class, check(endpoint.endpoint(), new LoopbackConnector()));
    }
  }

  /** The latency is read from the context's clock, and is no more than what passed there. */
  @Property(tries = 10)
  default void theLatencyIsTimeOfTheContextsClock(
      @ForAll @IntRange(max = 1000) int connecting, @ForAll @IntRange(max = 1000) int answering) {
    FakeTicker ticker = new FakeTicker();
    Script script =
        (request, connection) -> {
          ticker.advance(Duration.ofNanos(answering));
          well().play(request, connection);
        };
    LoopbackConnector connector = new LoopbackConnector();
    Connector slow =
        (asked, timeout) -> {
          ticker.advance(Duration.ofNanos(connecting));
          return connector.connect(asked, timeout);
        };
    Probe probe = create(TestContext.seeded(1, ticker));
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(script)) {
      ProbeResult result = check(probe, endpoint.endpoint(), slow);
      Healthy healthy = assertInstanceOf(Healthy.class, result);
      assertTrue(
          healthy.latencyNanos() <= connecting + answering,
          () -> healthy + " of " + (connecting + answering));
    }
  }

  /** An endpoint is judged by what it does now, whatever the probe has found before. */
  @Property(tries = 5)
  default void eachCheckStandsForItself(@ForAll long seed) {
    Random random = new Random(seed);
    List<Script> unwell = unwell();
    AtomicReference<Script> now = new AtomicReference<>(well());
    Probe probe = create(TestContext.seeded(seed));
    try (ScriptedEndpoint endpoint =
        ScriptedEndpoint.start((request, connection) -> now.get().play(request, connection))) {
      for (int i = 0; i < 10; i++) {
        boolean well = unwell.isEmpty() || random.nextBoolean();
        now.set(well ? well() : unwell.get(random.nextInt(unwell.size())));
        ProbeResult result = check(probe, endpoint.endpoint(), new LoopbackConnector());
        assertEquals(well, result instanceof Healthy, result::toString);
      }
    }
  }

  /** An endpoint that accepts connections and is not well is found so. */
  @Example
  default void anUnwellEndpointIsUnhealthy() {
    for (Script script : unwell()) {
      try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(script)) {
        ProbeResult result = check(endpoint.endpoint(), new LoopbackConnector());
        Unhealthy unhealthy = assertInstanceOf(Unhealthy.class, result);
        assertTrue(!unhealthy.reason().isBlank(), "no reason is given");
      }
    }
  }

  /** An endpoint that can't be reached is unhealthy. */
  @Example
  default void anAbsentEndpointIsUnhealthy() {
    try (AbsentEndpoint absent = new AbsentEndpoint()) {
      assertInstanceOf(Unhealthy.class, check(absent.endpoint(), new LoopbackConnector()));
    }
  }

  /** The host's connector is the only way to an endpoint: where it refuses, there is none. */
  @Example
  default void theConnectorIsTheOnlyWay() {
    Connector refusing =
        (_, _) -> {
          throw new IOException("the address is not allowed");
        };
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(well())) {
      assertInstanceOf(Unhealthy.class, check(endpoint.endpoint(), refusing));
      assertEquals(List.of(), endpoint.requests(), "it was reached past the connector");
    }
  }

  /** A check is one attempt at the endpoint asked about, whatever it finds. */
  @Example
  default void aCheckIsOneAttempt() {
    for (Script script : List.of(well(), Script.answer(""))) {
      try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(script)) {
        LoopbackConnector connector = new LoopbackConnector();
        check(endpoint.endpoint(), connector);
        assertEquals(List.of(endpoint.endpoint()), connector.asked());
      }
    }
    try (AbsentEndpoint absent = new AbsentEndpoint()) {
      LoopbackConnector connector = new LoopbackConnector();
      check(absent.endpoint(), connector);
      assertEquals(List.of(absent.endpoint()), connector.asked());
    }
  }

  /** A connection that was opened is closed, whatever was found. */
  @Example
  default void itsConnectionIsClosed() {
    for (Script script : List.of(well(), Script.answer(""), Script.answer("?\r\n\r\n"))) {
      try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(script)) {
        LoopbackConnector connector = new LoopbackConnector();
        check(endpoint.endpoint(), connector);
        assertEquals(0, connector.open(), "a connection was left open");
      }
    }
  }

  /** At the deadline, when the connection is closed and the thread interrupted, it ends. */
  @Example
  default void theDeadlineEndsIt() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Script.silence())) {
      CountDownLatch connected = new CountDownLatch(1);
      LoopbackConnector connector = new LoopbackConnector();
      Connector told =
          (asked, timeout) -> {
            Connector.Connection connection = connector.connect(asked, timeout);
            connected.countDown();
            return connection;
          };
      Thread thread = Thread.ofVirtual().start(() -> check(endpoint.endpoint(), told));
      assertTrue(connected.await(5, TimeUnit.SECONDS), "it did not connect");
      connector.cut();
      thread.interrupt();
      assertTrue(thread.join(Duration.ofSeconds(5)), "it went on after its deadline");
    }
  }

  /** Of an answer without end it reads a megabyte at most. */
  @Example
  default void anEndlessAnswerEndsIt() {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(endless())) {
      LoopbackConnector connector = new LoopbackConnector();
      Laws.within(
          Duration.ofSeconds(5),
          () -> check(endpoint.endpoint(), connector),
          "it went on reading an answer without end");
      assertTrue(connector.bytesRead() <= 1 << 20, "it read more than a megabyte");
    }
  }

  /** One instance checks many endpoints at the same time, and mixes up none. */
  @Example
  default void manyEndpointsAreCheckedAtOnce() {
    Probe probe = create(TestContext.seeded(1));
    List<Script> unwell = unwell();
    Script second = unwell.isEmpty() ? well() : unwell.getFirst();
    try (ScriptedEndpoint one = ScriptedEndpoint.start(well());
        ScriptedEndpoint other = ScriptedEndpoint.start(second)) {
      Laws.onThreads(
          8,
          thread -> {
            Endpoint endpoint = (thread % 2 == 0 ? one : other).endpoint();
            boolean well = thread % 2 == 0 || unwell.isEmpty();
            for (int i = 0; i < 20; i++) {
              ProbeResult result = check(probe, endpoint, new LoopbackConnector());
              assertEquals(well, result instanceof Healthy, result::toString);
            }
          });
    }
  }

  private ProbeResult check(Endpoint endpoint, Connector connector) {
    return check(create(TestContext.seeded(1)), endpoint, connector);
  }

  /** A check as the gateway makes it: an exception is a finding too. */
  private static ProbeResult check(Probe probe, Endpoint endpoint, Connector connector) {
    try {
      return probe.check(endpoint, connector, Duration.ofSeconds(2));
    } catch (IOException e) {
      return new Unhealthy(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      return new Unhealthy("interrupted");
    }
  }
}
