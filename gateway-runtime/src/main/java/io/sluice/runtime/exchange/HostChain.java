package io.sluice.runtime.exchange;

import io.sluice.api.filter.FilterChain;

/** The rest of a request's way as the gateway itself sees it. */
public interface HostChain extends FilterChain {

  /**
   * The name that the client's certificate gives it; empty if its connection showed none that was
   * asked for and is trusted.
   */
  String certificateName();

  /**
   * How long the request may still take in nanoseconds, at least 1; {@link Long#MAX_VALUE} for any
   * time.
   */
  long leftNanos();
}
