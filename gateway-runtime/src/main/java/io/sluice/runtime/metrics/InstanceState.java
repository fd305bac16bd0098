package io.sluice.runtime.metrics;

import java.util.Locale;

/** How an instance of a plugin is; the further down, the worse. */
public enum InstanceState {
  /** Its last calls went right. */
  OK,
  /** A call failed, and none of the same sort has gone right since. */
  DEGRADED,
  /** It failed too often and is not called, but for a trial now and then. */
  QUARANTINED,
  /** A call of it does not come back. */
  STUCK;

  /** The word for it in labels and documents. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
