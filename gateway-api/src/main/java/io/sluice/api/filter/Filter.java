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
   * <p>Bodies stream: one that is replaced must be closed, at the latest with the one that takes
   * its place; one that is passed on must not be read or closed. What is left open is closed,
   * counted and named.
   *
   * <p>If it throws, answers null, or passes on a body that it has used, the client gets 500; or
   * the request goes on as if the filter were not there, if the service says so and nothing was
   * read yet. One that fails again and again is not called for a while, but for a trial now and
   * then. When the time of a request is up, the filter's own code is interrupted and the client
   * gets 504.
   *
   * @throws IOException if a body could not be read: what the client or the endpoint did is not the
   *     filter's failure, any other is
   * @throws InterruptedException if the request's time is up
   */
  Response filter(Request request, FilterChain chain) throws IOException, InterruptedException;

  /** Ends the instance, once, after the last request that passed it has ended. */
  @Override
  default void close() {}
}
