package io.sluice.runtime.metrics;

/** Where the audit log tells what it did not write. Safe for any thread; never blocks. */
@FunctionalInterface
public interface AuditMeters {

  /** Records nothing. */
  AuditMeters NONE = _ -> {};

  /**
   * An attempt to change something was not written down.
   *
   * @param reason {@code failed} if the disk refused, {@code flood} if strangers tried too often
   */
  void dropped(String reason);
}
