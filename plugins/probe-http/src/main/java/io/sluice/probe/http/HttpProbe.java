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
 * answer and, where a text is expected, by the start of its body.
 *
 * <p>Latency runs from the sending of the request to the end of the answer's head; connecting and
 * the body don't count. The body is not read unless a text is expected in it. Immutable; many
 * threads check at once.
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
    byte[] request = settings.request().bytes(endpoint);
    try (Connection connection = connector.connect(endpoint, timeout)) {
      long sent = ticker.nanos();
      connection.out().write(request);
      connection.out().flush();
      HttpProbeInput in = new HttpProbeInput(connection.in());
      HttpProbeAnswer answer = HttpProbeAnswer.read(in);
      long latencyNanos = ticker.nanos() - sent;
      if (!settings.expected().contains(answer.status())) {
        return new Unhealthy("answered " + answer.status());
      }
      return holdsText(in, answer)
          ? new Healthy(latencyNanos)
          : new Unhealthy("answered without the expected text");
    }
  }

  private boolean holdsText(HttpProbeInput in, HttpProbeAnswer answer) throws IOException {
    if (settings.text().isEmpty()) {
      return true;
    }
    byte[] bytes = settings.text().getBytes(StandardCharsets.UTF_8);
    return HttpProbeBody.read(in, answer).contains(new String(bytes, StandardCharsets.ISO_8859_1));
  }
}
