package io.sluice.runtime.plugin;

import io.sluice.api.Endpoint;
import io.sluice.api.probe.Connector;
import io.sluice.api.probe.Probe;
import io.sluice.api.probe.ProbeResult;
import io.sluice.api.probe.ProbeResult.Healthy;
import io.sluice.api.probe.ProbeResult.Unhealthy;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A probe that always answers: what the plugin's throws counts as unhealthy, and a latency that can
 * not be is replaced by the time the check took. Safe for any thread.
 *
 * <p>A probe that fails is asked again all the same: what it is asked every few seconds it can do
 * little harm with, and its endpoints would stay unhealthy without it.
 *
 * <p>It may be closed at any time; the plugin's probe is closed when its last check has ended.
 */
public final class GuardedProbe implements Probe, Guard {

  private static final String CALL = "check";

  private final Probe probe;
  private final GuardLog log;
  private final ReentrantLock lock = new ReentrantLock();
  private int running;
  private boolean closing;

  GuardedProbe(Probe probe, GuardLog log) {
    this.probe = probe;
    this.log = log;
  }

  @Override
  public ProbeResult check(Endpoint endpoint, Connector connector, Duration timeout)
      throws InterruptedException {
    if (!enter()) {
      return new Unhealthy("the probe was replaced");
    }
    try {
      return ask(endpoint, connector, timeout);
    } finally {
      leave();
    }
  }

  private ProbeResult ask(Endpoint endpoint, Connector connector, Duration timeout)
      throws InterruptedException {
    long begun = log.now();
    GuardedCall call = log.begin(CALL, timeout);
    ProbeResult result;
    try {
      result = probe.check(endpoint, connector, timeout);
    } catch (IOException e) {
      call.succeeded();
      return new Unhealthy(e.getMessage() == null ? GuardedCall.text(e) : e.getMessage());
    } catch (InterruptedException e) {
      call.undecided();
      throw e;
    } catch (Throwable e) {
      call.threw(e);
      return new Unhealthy("the probe failed: " + GuardedCall.text(e));
    }
    if (result == null) {
      call.answered("nothing");
      return new Unhealthy("the probe answered nothing");
    }
    call.succeeded();
    long nanos = Math.max(log.now() - begun, 1);
    return switch (result) {
      case Healthy healthy when healthy.latencyNanos() > 0 && healthy.latencyNanos() <= nanos ->
          healthy;
      case Healthy _ -> new Healthy(nanos);
      case Unhealthy unhealthy -> unhealthy;
    };
  }

  private boolean enter() {
    lock.lock();
    try {
      if (!closing) {
        running++;
      }
      return !closing;
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    boolean last;
    lock.lock();
    try {
      running--;
      last = closing && running == 0;
    } finally {
      lock.unlock();
    }
    if (last) {
      log.close(probe);
    }
  }

  @Override
  public InstalledPlugin plugin() {
    return log.plugin();
  }

  @Override
  public Condition condition() {
    return log.condition();
  }

  @Override
  public void close() {
    boolean idle;
    lock.lock();
    try {
      idle = !closing && running == 0;
      closing = true;
    } finally {
      lock.unlock();
    }
    if (idle) {
      log.close(probe);
    }
  }
}
