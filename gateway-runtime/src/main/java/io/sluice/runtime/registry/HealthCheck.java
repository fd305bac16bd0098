package io.sluice.runtime.registry;

import io.sluice.api.probe.Probe;
import io.sluice.api.probe.ProbeResult;
import io.sluice.runtime.exchange.LiveEndpoint;
import java.util.Optional;

/** Watches over endpoints; implemented by the health room, called by the registry's writer. */
public interface HealthCheck {

  /**
   * A watch over an endpoint that has not begun: its state is unknown.
   *
   * @param service the service that the endpoint is of
   * @param live where the latency of successful probes is noted
   * @param onReadinessChange called on the watch's thread whenever the endpoint became ready or
   *     ceased to be
   */
  Watch watch(String service, LiveEndpoint live, Runnable onReadinessChange);

  /** The watch over one endpoint. Its answers are safe for any thread. */
  interface Watch extends AutoCloseable {

    /** Probes in this way from now on, the first time at once; never blocks. */
    void begin(Probing probing);

    /**
     * Probes once more, now, in the way of the moment, and waits for the answer, which counts like
     * any other.
     *
     * @return nothing if it is not probed at all
     * @throws InterruptedException if the thread that asks is interrupted meanwhile
     */
    Optional<Probed> probeNow() throws InterruptedException;

    /** How the endpoint is. */
    Health health();

    /** Ends the watch: no more probes begin and nothing changes any more; never blocks. */
    @Override
    void close();
  }

  /**
   * An answer to a probe.
   *
   * @param nanos how long it took as a whole, in nanoseconds
   */
  record Probed(ProbeResult result, long nanos) {}

  /** In which way an endpoint is probed. */
  sealed interface Probing {

    /** Not at all. */
    record Off() implements Probing {}

    /** With a probe, a guarded one, at its times. */
    record On(Probe probe, ProbeSchedule schedule) implements Probing {}
  }
}
