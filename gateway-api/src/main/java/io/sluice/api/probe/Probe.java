package io.sluice.api.probe;

import io.sluice.api.Endpoint;
import java.io.IOException;
import java.time.Duration;

/**
 * A question to an endpoint whether it is well; one instance per service. When to ask, how often,
 * how many answers count, and what becomes of it is the gateway's business.
 */
public interface Probe extends AutoCloseable {

  /**
   * Asks once. Called on a virtual thread of its own, for different endpoints at the same time; may
   * block. At the deadline the connection is closed and the thread interrupted. One that fails is
   * asked again at the next interval all the same.
   *
   * @param endpoint whom to ask
   * @param connector the only way to reach it
   * @param timeout what is left to answer in
   * @throws IOException counts as unhealthy, its message as the reason; so does any other exception
   * @throws InterruptedException when the deadline has passed
   */
  ProbeResult check(Endpoint endpoint, Connector connector, Duration timeout)
      throws IOException, InterruptedException;

  /** Ends the instance, once, after its last check. */
  @Override
  default void close() {}
}
