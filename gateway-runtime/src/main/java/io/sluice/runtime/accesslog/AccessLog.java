package io.sluice.runtime.accesslog;

/**
 * Where requests are recorded, one by one, when they have ended. Called on request threads, any
 * number at a time; never blocks, never throws.
 */
public interface AccessLog {

  /** Records nothing. */
  AccessLog NONE = new NoAccessLog();

  /** Whether entries are wanted; who is told no need not make any. */
  boolean isWanted();

  /** A request has ended. */
  void record(AccessEntry entry);
}
