package io.sluice.runtime.metrics;

/** Where the access log tells what it could not write. Safe for any thread; never blocks. */
@FunctionalInterface
public interface AccessLogMeters {

  /** So many requests were not written. */
  void dropped(int lines);
}
