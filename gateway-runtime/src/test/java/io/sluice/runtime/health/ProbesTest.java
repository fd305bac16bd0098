package io.sluice.runtime.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.Ticker;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.probe.Connector.Connection;
import io.sluice.api.probe.Probe;
import io.sluice.api.probe.ProbeResult;
import io.sluice.runtime.address.Addresses;
import io.sluice.runtime.events.RecordedEvents;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.EndpointState;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.metrics.HealthMeters;
import io.sluice.runtime.registry.HealthCheck.Probing;
import io.sluice.runtime.registry.HealthCheck.Watch;
import io.sluice.runtime.registry.ProbeSchedule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ProbesTest {

  private static final ProbeSchedule FAST =
      new ProbeSchedule(Duration.ofMillis(100), Duration.ofMillis(500), 3, 1);
  private static final ProbeSchedule ONCE =
      new ProbeSchedule(Duration.ofHours(1), Duration.ofMillis(300), 1, 1);

  private final BlockingQueue<EndpointState> changes = new LinkedBlockingQueue<>();
  private final RecordedEvents events = new RecordedEvents();
  private final BlockingQueue<Boolean> probed = new LinkedBlockingQueue<>();
  private final Addresses addresses = new Addresses(new AddressPolicy(_ -> false));
  private final Probes probes = probes(addresses);

  @AfterEach
  void close() {
    addresses.close();
  }

  private Probes probes(Addresses among) {
    HealthMeters meters =
        new HealthMeters() {
          @Override
          public void probed(String service, Endpoint endpoint, boolean healthy, long nanos) {
            probed.add(healthy);
          }

          @Override
          public void stateChanged(
              String service, Endpoint endpoint, EndpointState from, EndpointState to) {
            changes.add(to);
          }
        };
    return new Probes(among, meters, events, Ticker.system(), InstantSource.system());
  }

  private static LiveEndpoint live(int port) {
    return new LiveEndpoint(new Endpoint("http", "127.0.0.1", port));
  }

  @Test
  void anEndpointIsReadyBeforeItsFirstProbe() {
    Watch watch = probes.watch("books", live(1), () -> {});
    assertEquals(EndpointState.UNKNOWN, watch.health().state());
    assertTrue(watch.health().state().isReady());
  }

  @Test
  void threeFailuresTakeItOutAndOneSuccessBringsItBack() throws Exception {
    BlockingQueue<ProbeResult> answers = new LinkedBlockingQueue<>();
    CountDownLatch twice = new CountDownLatch(2);
    LiveEndpoint live = live(1);
    Watch watch = probes.watch("books", live, twice::countDown);
    watch.begin(new Probing.On((_, _, _) -> answers.take(), FAST));
    for (int i = 0; i < 3; i++) {
      assertEquals(i, watch.health().consecutiveFailures());
      answers.add(new ProbeResult.Unhealthy("status 500\r\nforged"));
      assertFalse(probed.take());
    }
    assertEquals(EndpointState.DOWN, changes.take());
    assertEquals("status 500  forged", watch.health().reason());
    assertEquals(Candidate.UNKNOWN_LATENCY, live.probeLatencyNanos());
    answers.add(new ProbeResult.Healthy(987_654));
    assertEquals(EndpointState.UP, changes.take());
    assertTrue(probed.take());
    assertEquals(987_654, watch.health().lastLatencyNanos());
    assertEquals(
        Candidate.UNKNOWN_LATENCY, live.probeLatencyNanos(), "one alone may be an outlier");
    for (long nanos : new long[] {1300, 1234, 98_765}) {
      answers.add(new ProbeResult.Healthy(nanos));
      assertTrue(probed.take());
    }
    assertEquals(1234, live.probeLatencyNanos());
    assertTrue(twice.await(5, TimeUnit.SECONDS));
    assertEquals(
        List.of(
            "endpoint.state {endpoint=127.0.0.1:1, from=unknown, reason=status 500  forged, service=books, to=down}",
            "endpoint.state {endpoint=127.0.0.1:1, from=down, reason=, service=books, to=up}"),
        events.lines());
    watch.close();
  }

  @Test
  void aProbeThatIsAskedForNowCountsLikeAnyOther() throws Exception {
    BlockingQueue<ProbeResult> answers = new LinkedBlockingQueue<>();
    Watch watch = probes.watch("books", live(1), () -> {});
    assertTrue(watch.probeNow().isEmpty());
    answers.add(new ProbeResult.Healthy(1));
    watch.begin(new Probing.On((_, _, _) -> answers.take(), ONCE));
    assertTrue(probed.take());
    assertEquals(EndpointState.UP, changes.take());
    answers.add(new ProbeResult.Unhealthy("ill"));
    assertEquals(new ProbeResult.Unhealthy("ill"), watch.probeNow().orElseThrow().result());
    assertFalse(probed.take());
    assertEquals(EndpointState.DOWN, changes.take());
    watch.close();
  }

  @Test
  void aProbeThatWaitsForAnAnswerIsEndedAtItsDeadline() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      CountDownLatch closed = new CountDownLatch(1);
      Probe reads =
          (endpoint, connector, timeout) -> {
            try (Connection connection = connector.connect(endpoint, timeout)) {
              return new ProbeResult.Healthy(connection.in().read() + 2L);
            } catch (IOException e) {
              closed.countDown();
              throw e;
            }
          };
      Watch watch = probes.watch("books", live(silent.getLocalPort()), () -> {});
      watch.begin(new Probing.On(reads, ONCE));
      assertEquals(EndpointState.DOWN, changes.take());
      assertEquals("no answer within 300 ms", watch.health().reason());
      assertTrue(closed.await(5, TimeUnit.SECONDS));
      watch.close();
    }
  }

  @Test
  void aProbeThatNeverComesBackIsNotAskedAgain() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(2);
    Probe deaf =
        (_, _, _) -> {
          asked.countDown();
          while (stuck.getCount() > 0) {
            LockSupport.parkNanos(1_000_000); // deaf to interrupts
          }
          return new ProbeResult.Healthy(1);
        };
    Watch watch = probes.watch("books", live(1), () -> {});
    watch.begin(new Probing.On(deaf, FAST));
    assertEquals(EndpointState.DOWN, changes.take());
    assertEquals(1, asked.getCount());
    stuck.countDown();
    assertEquals(EndpointState.UP, changes.take());
    watch.close();
  }

  @Test
  void anAddressIsHeldAgainstThePolicyAtEveryConnect() throws Exception {
    try (ServerSocket own = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Addresses strict =
            new Addresses(
                new AddressPolicy(port -> port == own.getLocalPort()),
                _ -> List.of(InetAddress.getLoopbackAddress()))) {
      Probe dials =
          (endpoint, connector, timeout) -> {
            connector.connect(endpoint, timeout).close();
            return new ProbeResult.Healthy(1);
          };
      LiveEndpoint named = new LiveEndpoint(new Endpoint("http", "me.example", own.getLocalPort()));
      Watch watch = probes(strict).watch("books", named, () -> {});
      watch.begin(new Probing.On(dials, ONCE));
      assertEquals(EndpointState.DOWN, changes.take());
      assertTrue(watch.health().reason().contains("gateway's own"), watch.health().reason());
      watch.close();
    }
  }

  @Test
  void withoutProbingAnEndpointThatWasDownIsReady() throws Exception {
    Watch watch = probes.watch("books", live(1), () -> {});
    watch.begin(new Probing.On((_, _, _) -> new ProbeResult.Unhealthy("no"), ONCE));
    assertEquals(EndpointState.DOWN, changes.take());
    watch.begin(new Probing.Off());
    assertEquals(EndpointState.UNKNOWN, changes.take());
  }

  @Test
  void aThousandEndpointsDoNotDelayEachOther() throws Exception {
    int count = 1000;
    CountDownLatch together = new CountDownLatch(count);
    Set<Endpoint> asked = ConcurrentHashMap.newKeySet();
    Probe waitsForAll =
        (endpoint, _, _) -> {
          asked.add(endpoint);
          together.countDown();
          together.await();
          return new ProbeResult.Healthy(1);
        };
    ProbeSchedule patient = new ProbeSchedule(Duration.ofHours(1), Duration.ofMillis(1999), 1, 1);
    List<Watch> watches = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Watch watch = probes.watch("books", live(i), () -> {});
      watches.add(watch);
      watch.begin(new Probing.On(waitsForAll, patient));
    }
    for (int i = 0; i < count; i++) {
      assertEquals(EndpointState.UP, changes.take());
    }
    assertEquals(count, asked.size());
    watches.forEach(Watch::close);
  }
}
