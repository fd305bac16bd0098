package io.sluice.probe.tcp;

import io.sluice.api.Endpoint;
import io.sluice.api.Ticker;
import io.sluice.api.probe.Connector;
import io.sluice.api.probe.Probe;
import io.sluice.api.probe.ProbeResult;
import io.sluice.api.probe.ProbeResult.Healthy;
import java.io.IOException;
import java.time.Duration;

/**
 * Opens a connection and closes it: an endpoint that accepts is well.
 *
 * <p>There is no answer to time, so the latency is that of connecting. Immutable; many threads
 * check at once.
 */
final class TcpProbe implements Probe {

  private final Ticker ticker;

  TcpProbe(Ticker ticker) {
    this.ticker = ticker;
  }

  @Override
  public ProbeResult check(Endpoint endpoint, Connector connector, Duration timeout)
      throws IOException {
    long asked = ticker.nanos();
    connector.connect(endpoint, timeout).close();
    return new Healthy(ticker.nanos() - asked);
  }
}
