package io.sluice.probe.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.api.plugin.Settings;
import io.sluice.api.probe.Connector;
import io.sluice.api.probe.Probe;
import io.sluice.api.probe.ProbeResult.Healthy;
import io.sluice.testkit.fake.AbsentEndpoint;
import io.sluice.testkit.fake.LoopbackConnector;
import io.sluice.testkit.fake.ScriptedEndpoint;
import io.sluice.testkit.fake.ScriptedEndpoint.Script;
import io.sluice.testkit.fake.TestContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TcpProbeTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final TestContext context = TestContext.seeded(1);
  private final Probe probe = new TcpProbeProvider().create(Settings.none(), context);

  @Test
  void theLatencyIsThatOfConnecting() throws Exception {
    LoopbackConnector sockets = new LoopbackConnector();
    Connector slow =
        (endpoint, timeout) -> {
          context.ticker().advance(Duration.ofMillis(30));
          return sockets.connect(endpoint, timeout);
        };
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Script.silence())) {
      assertEquals(new Healthy(30_000_000), probe.check(endpoint.endpoint(), slow, TIMEOUT));
    }
  }

  @Test
  void nothingIsSentAndTheConnectionIsClosed() throws Exception {
    LoopbackConnector connector = new LoopbackConnector();
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Script.silence())) {
      probe.check(endpoint.endpoint(), connector, TIMEOUT);
      assertEquals(0, connector.open());
      assertEquals(0, connector.bytesRead());
      assertEquals(List.of(endpoint.endpoint()), connector.asked());
    }
  }

  @Test
  void aRefusedConnectionIsAFailure() {
    try (AbsentEndpoint absent = new AbsentEndpoint()) {
      assertThrows(
          IOException.class,
          () -> probe.check(absent.endpoint(), new LoopbackConnector(), TIMEOUT));
    }
  }
}
