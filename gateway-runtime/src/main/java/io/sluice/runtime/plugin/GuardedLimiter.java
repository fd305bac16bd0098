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
 * A limiter that always decides: if the plugin's fails, the service's failure policy does. Safe for
 * any thread.
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
  }

  @Override
  public LimitDecision tryAcquire(LimitRequest request) {
    long begun = remote ? log.begin() : log.beginFrequent();
    LimitDecision decision;
    try {
      decision = limiter.tryAcquire(request);
    } catch (Throwable e) {
      log.failed(CALL, e);
      return onFailure;
    }
    return switch (decision) {
      case Admitted(Permit permit) when permit != null -> {
        log.ended(CALL, begun);
        yield Permit.NONE.equals(permit) ? decision : new Admitted(guarded(permit));
      }
      case Rejected rejected -> {
        log.ended(CALL, begun);
        yield rejected;
      }
      case null, default -> {
        log.wrong(CALL, "null");
        yield onFailure;
      }
    };
  }

  private Permit guarded(Permit permit) {
    return outcome -> {
      try {
        permit.release(outcome);
        log.worked("release");
      } catch (Throwable e) {
        log.failed("release", e);
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
  public void close() {
    log.close(limiter);
  }
}
