package io.sluice.runtime.metrics;

/** Where it is recorded that somebody was not let in. Safe for any thread; never blocks. */
@FunctionalInterface
public interface AuthenticationMeters {

  /** Records nothing. */
  AuthenticationMeters NONE = _ -> {};

  /**
   * Somebody was not let into the administration.
   *
   * @param reason {@code missing}, {@code wrong} or {@code shut-out}
   */
  void failed(String reason);
}
