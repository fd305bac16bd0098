package io.sluice.probe.http;

import io.sluice.api.Endpoint;
import io.sluice.api.Ticker;
import io.sluice.api.probe.Connector;
import io.sluice.api.probe.Connector.Connection;
import io.sluice.api.probe.Probe;
import io.sluice.api.probe.ProbeResult;
import io.sluice.api.probe.ProbeResult.Healthy;
import io.sluice.api.probe.ProbeResult.Unhealthy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Sends one request over a connection of its own, and judges the endpoint by the status of the
 * answer.
 *
 * <p>Latency runs from the sending of the request to the end of the answer's head; connecting and
 * the body don't count. The body is not read. Immutable; many threads check at once.
 */
final class HttpProbe implements Probe {

  private final HttpProbeSettings settings;
  private final Ticker ticker;

  HttpProbe(HttpProbeSettings settings, Ticker ticker) {
    this.settings = settings;
    this.ticker = ticker;
  }

  @Override
  public ProbeResult check(Endpoint endpoint, Connector connector, Duration timeout)
      throws IOException {
    byte[] request = request(endpoint);
    try (Connection connection = connector.connect(endpoint, timeout)) {
      long sent = ticker.nanos();
      connection.out().write(request);
      connection.out().flush();
      int status = HttpProbeAnswer.status(connection.in());
      long latencyNanos = ticker.nanos() - sent;
      return settings.expected().contains(status)
          ? new Healthy(latencyNanos)
          : new Unhealthy("answered " + status);
    }
  }

  private byte[] request(Endpoint endpoint) {
    String head =
        settings.method()
            + " "
            + settings.path()
            + " HTTP/1.1\r\nHost: "
            + settings.host().orElseGet(endpoint::authority)
            + "\r\nUser-Agent: sluice-probe\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    return head.getBytes(StandardCharsets.ISO_8859_1);
  }
}
