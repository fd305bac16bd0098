package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import io.sluice.api.probe.ProbeResult;
import io.sluice.runtime.exchange.EndpointState;
import io.sluice.runtime.exchange.LiveEndpoint;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Health that a test decides about. One thread. */
final class FakeHealth implements HealthCheck {

  private final Map<String, FakeWatch> open = new LinkedHashMap<>();

  @Override
  public Watch watch(String service, LiveEndpoint live, Runnable onReadinessChange) {
    FakeWatch watch = new FakeWatch(service + " " + live.endpoint(), onReadinessChange);
    open.put(watch.key, watch);
    return watch;
  }

  /** The watch over an endpoint, which is open. */
  FakeWatch of(String service, Endpoint endpoint) {
    FakeWatch watch = open.get(service + " " + endpoint);
    if (watch == null) {
      throw new AssertionError("nobody watches " + service + " " + endpoint);
    }
    return watch;
  }

  int count() {
    return open.size();
  }

  final class FakeWatch implements Watch {

    private final String key;
    private final Runnable onReadinessChange;
    private EndpointState state = EndpointState.UNKNOWN;
    private int begun;

    private FakeWatch(String key, Runnable onReadinessChange) {
      this.key = key;
      this.onReadinessChange = onReadinessChange;
    }

    void becomes(EndpointState next) {
      state = next;
      onReadinessChange.run();
    }

    int begun() {
      return begun;
    }

    @Override
    public void begin(Probing probing) {
      begun++;
    }

    @Override
    public Optional<Probed> probeNow() {
      return begun == 0
          ? Optional.empty()
          : Optional.of(new Probed(new ProbeResult.Healthy(begun), 2L * begun));
    }

    @Override
    public Health health() {
      return new Health(state, 0, -1, Instant.EPOCH, "");
    }

    @Override
    public void close() {
      open.remove(key, this);
    }
  }
}
