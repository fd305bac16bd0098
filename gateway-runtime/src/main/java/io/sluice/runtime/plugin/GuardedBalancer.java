package io.sluice.runtime.plugin;

import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Picker;
import java.util.List;
import java.util.Optional;

/**
 * A balancer that always has a picker: if the plugin fails to make one, its picker of before goes
 * on, held to the candidates of now. Called by one thread at a time, as the contract says.
 */
public final class GuardedBalancer implements Balancer, Guard {

  private final Balancer balancer;
  private final InstanceContext context;
  private final GuardLog log;
  private Optional<Picker> latest = Optional.empty();

  GuardedBalancer(Balancer balancer, InstanceContext context, GuardLog log) {
    this.balancer = balancer;
    this.context = context;
    this.log = log;
  }

  @Override
  public Picker newPicker(List<Candidate> ready) {
    try {
      latest = Optional.of(balancer.newPicker(List.copyOf(ready)));
      log.worked("newPicker");
    } catch (Throwable e) {
      log.failed("newPicker", e);
    }
    Picker fallback = new RandomPicker(ready, context.random());
    return latest
        .<Picker>map(picker -> new GuardedPicker(picker, fallback, ready, log))
        .orElse(fallback);
  }

  @Override
  public InstalledPlugin plugin() {
    return log.plugin();
  }

  @Override
  public void close() {
    log.close(balancer);
  }
}
