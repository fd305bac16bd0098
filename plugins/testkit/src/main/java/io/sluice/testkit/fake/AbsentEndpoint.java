package io.sluice.testkit.fake;

import io.sluice.api.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * An address of the loopback interface at which nobody listens. It is kept from others until this
 * is closed, so that every connection to it is refused.
 */
public final class AbsentEndpoint implements AutoCloseable {

  private final Socket bound = new Socket();

  /** One at a port of its own. */
  public AbsentEndpoint() {
    try {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where nobody listens. */
  public Endpoint endpoint() {
    return new Endpoint("http", bound.getLocalAddress().getHostAddress(), bound.getLocalPort());
  }

  @Override
  public void close() {
    try {
      bound.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
