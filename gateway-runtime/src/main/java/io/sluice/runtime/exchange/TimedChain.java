package io.sluice.runtime.exchange;

import io.sluice.api.filter.FilterChain;

/** The rest of a request's way, which knows how long the request may still take. */
public interface TimedChain extends FilterChain {

  /** In nanoseconds, at least 1; {@link Long#MAX_VALUE} for any time. */
  long leftNanos();
}
