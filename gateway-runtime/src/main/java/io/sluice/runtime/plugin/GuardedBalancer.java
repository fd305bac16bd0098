package io.sluice.runtime.plugin;

import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Picker;
import io.sluice.runtime.guard.Errand;
import io.sluice.runtime.guard.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A balancer that always has a picker: if the plugin fails to make one in time, its picker of
 * before goes on, held to the candidates of now; and as long as the plugin is still at it, it is
 * not asked again. Called by one thread at a time, as the contract says.
 */
public final class GuardedBalancer implements Balancer, Guard {

  private static final String CALL = "newPicker";
  private static final Duration BUDGET = Duration.ofSeconds(1);

  private final Balancer balancer;
  private final InstanceContext context;
  private final GuardLog log;
  private Optional<Picker> latest = Optional.empty();
  private Optional<Errand<Picker>> making = Optional.empty();

  GuardedBalancer(Balancer balancer, InstanceContext context, GuardLog log) {
    this.balancer = balancer;
    this.context = context;
    this.log = log;
  }

  @Override
  public Picker newPicker(List<Candidate> ready) {
    List<Candidate> candidates = List.copyOf(ready);
    if (making.filter(Errand::isUnderWay).isEmpty()) {
      make(candidates);
    }
    Picker fallback = new RandomPicker(candidates, context.random());
    return latest
        .<Picker>map(picker -> new GuardedPicker(picker, fallback, candidates, log))
        .orElse(fallback);
  }

  private void make(List<Candidate> ready) {
    Errand<Picker> errand = Errand.start(() -> balancer.newPicker(ready));
    making = Optional.of(errand);
    try {
      Optional<Picker> made = Optional.ofNullable(errand.await(BUDGET));
      if (made.isPresent()) {
        latest = made;
        log.worked(CALL);
      } else {
        log.note(CALL, Fault.WRONG_ANSWER, "answered nothing", new IllegalStateException("null"));
      }
    } catch (ExecutionException e) {
      log.note(CALL, Fault.THREW, "threw " + GuardedCall.text(Errand.thrown(e)), Errand.thrown(e));
    } catch (TimeoutException e) {
      log.note(CALL, Fault.SLOW, "did not come back within " + BUDGET.toMillis() + " ms", e);
    }
  }

  @Override
  public Condition condition() {
    return log.condition();
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
