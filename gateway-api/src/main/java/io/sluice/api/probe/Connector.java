package io.sluice.api.probe;

import io.sluice.api.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Opens connections to endpoints, under the gateway's rules: address policy, deadlines. Safe for
 * any thread.
 */
@FunctionalInterface
public interface Connector {

  /**
   * Opens a connection. Blocks until it is there.
   *
   * @param timeout how long it may take
   * @throws IOException if there is none in that time, or it is not allowed; the message says why
   */
  Connection connect(Endpoint endpoint, Duration timeout) throws IOException;

  /** An open connection, used by one thread. */
  interface Connection extends AutoCloseable {

    /** What the endpoint sends. */
    InputStream in();

    /** What it is sent; not buffered. */
    OutputStream out();

    /** Closes it; never throws. */
    @Override
    void close();
  }
}
