package io.sluice.runtime.health;

import io.sluice.api.Endpoint;
import io.sluice.api.probe.Probe;
import io.sluice.api.probe.ProbeResult;
import io.sluice.api.probe.ProbeResult.Healthy;
import io.sluice.api.probe.ProbeResult.Unhealthy;
import java.io.IOException;
import java.time.Duration;

/**
 * One question to one endpoint, asked on a virtual thread of its own, so that a probe that never
 * comes back keeps nobody waiting.
 */
final class Check {

  private static final int LONGEST_REASON = 200;

  private final Probe probe;
  private final Endpoint endpoint;
  private final CheckConnector connector;
  private final Duration timeout;
  private final Thread thread;
  private volatile ProbeResult result = new Unhealthy("the probe did not answer");

  private Check(Probe probe, Endpoint endpoint, CheckConnector connector, Duration timeout) {
    this.probe = probe;
    this.endpoint = endpoint;
    this.connector = connector;
    this.timeout = timeout;
    this.thread = Thread.ofVirtual().name("sluice-probe").unstarted(this::run);
  }

  /** Asks. */
  static Check start(Probe probe, Endpoint endpoint, CheckConnector connector, Duration timeout) {
    Check check = new Check(probe, endpoint, connector, timeout);
    check.thread.start();
    return check;
  }

  private void run() {
    try (connector) {
      result = sound(probe.check(endpoint, connector, timeout));
    } catch (IOException e) {
      result = sound(new Unhealthy(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      result = new Unhealthy("interrupted");
    }
  }

  /** Reasons are shown in one line of a log. */
  private static ProbeResult sound(ProbeResult result) {
    return switch (result) {
      case Healthy healthy -> healthy;
      case Unhealthy(String reason) -> {
        String line = reason.replaceAll("\\p{Cntrl}", " ");
        yield new Unhealthy(line.substring(0, Math.min(line.length(), LONGEST_REASON)));
      }
    };
  }

  /** The answer, awaited until the time is up; then the check is ended. */
  ProbeResult await() throws InterruptedException {
    if (thread.join(timeout)) {
      return result;
    }
    end();
    return new Unhealthy("no answer within " + timeout.toMillis() + " ms");
  }

  /** Closes its connections and interrupts it. */
  void end() {
    connector.close();
    thread.interrupt();
  }

  /** Whether it still runs, in spite of everything. */
  boolean isAlive() {
    return thread.isAlive();
  }
}
