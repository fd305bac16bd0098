package io.sluice.runtime.plugin;

import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitDecision.Admitted;
import io.sluice.api.limiter.LimitDecision.Permit;
import io.sluice.api.limiter.LimitDecision.Rejected;
import io.sluice.api.limiter.LimitRequest;
import io.sluice.api.limiter.Limiter;
import java.time.Duration;
import java.util.List;

/**
 * A limiter that always decides: if the plugin's fails or is in quarantine, the service's failure
 * policy does. Safe for any thread.
 */
public final class GuardedLimiter implements Limiter, Guard {

  private static final String CALL = "tryAcquire";

  private static final LimitDecision REFUSED =
      new Rejected(Duration.ofSeconds(1), "the limiter failed", List.of());

  private final Limiter limiter;
  private final LimitDecision onFailure;
  private final GuardLog log;
  private final boolean remote;

  GuardedLimiter(Limiter limiter, FailurePolicy policy, GuardLog log) {
    this.limiter = limiter;
    this.onFailure =
        switch (policy) {
          case ADMIT -> LimitDecision.ADMITTED;
          case REFUSE -> REFUSED;
        };
    this.log = log;
    this.remote = limiter.remote();
    if (remote) {
      log.remote();
    }
  }

  @Override
  public LimitDecision tryAcquire(LimitRequest request) {
    GuardedCall call = remote ? log.begin(CALL) : log.beginFrequent(CALL);
    if (call.isSpared()) {
      return onFailure;
    }
    LimitDecision decision;
    try {
      decision = limiter.tryAcquire(request);
    } catch (Throwable e) {
      call.threw(e);
      return onFailure;
    }
    return switch (decision) {
      case Admitted(Permit permit) when permit != null -> {
        call.succeeded();
        yield Permit.NONE.equals(permit) ? decision : new Admitted(new GuardedPermit(permit, log));
      }
      case Rejected rejected -> {
        call.succeeded();
        yield rejected;
      }
      case null, default -> {
        call.answered("nothing");
        yield onFailure;
      }
    };
  }

  @Override
  public boolean remote() {
    return remote;
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
    log.close(limiter);
  }
}
