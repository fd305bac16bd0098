package io.sluice.api.limiter;

/** A policy that admits or rejects requests; one instance per service. */
public interface Limiter extends AutoCloseable {

  /**
   * Decides about one request. Called once for each, on any number of request threads at a time;
   * must not block unless {@link #remote()}.
   *
   * <p>If it throws or answers null, the service's failure policy decides: admitted unless the
   * service says otherwise. One that fails again and again, or takes as long as a blocked call does
   * (50 ms and more; a second if it is {@link #remote()}), is not asked for a while, but for a
   * trial now and then.
   */
  LimitDecision tryAcquire(LimitRequest request);

  /** Whether deciding asks another machine, and may therefore block for milliseconds. */
  default boolean remote() {
    return false;
  }

  /** Ends the instance, once, after its last permit was released, those of WebSockets apart. */
  @Override
  default void close() {}
}
