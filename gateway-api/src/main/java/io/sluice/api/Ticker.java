package io.sluice.api;

/**
 * A source of time that only runs forward; readings are compared by subtraction, since they may
 * wrap around. Safe for any thread.
 */
@FunctionalInterface
public interface Ticker {

  /** Nanoseconds since some fixed moment. */
  long nanos();

  /** The machine's monotonic clock. */
  static Ticker system() {
    return System::nanoTime;
  }
}
