package io.sluice.runtime.plugin;

/** What becomes of a request whose limiter fails. */
public enum FailurePolicy {
  /** It goes on, as if it had been admitted. */
  ADMIT,
  /** It is rejected. */
  REFUSE
}
