package io.sluice.runtime.plugin;

import io.sluice.api.Outcome;
import io.sluice.api.limiter.LimitDecision.Permit;
import io.sluice.runtime.guard.Fault;

/**
 * A permit that is given back once, however often that is tried. Of its request's thread, like what
 * it is given back by.
 */
final class GuardedPermit implements Permit {

  private static final String CALL = "release";

  private final Permit permit;
  private final GuardLog log;
  private boolean released;

  GuardedPermit(Permit permit, GuardLog log) {
    this.permit = permit;
    this.log = log;
  }

  @Override
  public void release(Outcome outcome) {
    if (released) {
      String again = "was asked for again";
      log.note(CALL, Fault.TWICE, again, new IllegalStateException(again));
      return;
    }
    released = true;
    GuardedCall call = log.beginPromised(CALL);
    try {
      permit.release(outcome);
    } catch (Throwable e) {
      call.threw(e);
      return;
    }
    call.succeeded();
  }
}
