package io.sluice.api.filter;

import io.sluice.api.Request;
import io.sluice.api.Response;
import java.io.IOException;

/**
 * A stage that every request of a service passes, on its way in and out; one instance per service.
 */
public interface Filter extends AutoCloseable {

  /**
   * Handles one request: looks at it, changes it, passes it on with {@link FilterChain#proceed}, at
   * most once, and looks at or changes the answer; or answers itself. Called on the request's
   * thread, for any number of requests at a time; may block.
   *
   * <p>Bodies stream: one that is replaced must be closed, one that is passed on must not be read.
   * If it throws, the client gets 500 unless the service's failure policy says otherwise.
   *
   * @throws IOException if a body could not be read
   * @throws InterruptedException if the request's time is up
   */
  Response filter(Request request, FilterChain chain) throws IOException, InterruptedException;

  /** Ends the instance, once, after the last request that passed it has ended. */
  @Override
  default void close() {}
}
