package io.sluice.runtime.config;

import io.sluice.api.Endpoint;
import java.net.InetSocketAddress;

/**
 * Where a listener listens.
 *
 * @param host a host name or IP address, an IPv6 address without brackets; empty for all addresses
 *     of the machine
 * @param port 0 to 65535; 0 takes a free one
 */
public record Address(String host, int port) {

  private static final String ALL = "0.0.0.0";

  /** Refuses what is no address. */
  public Address {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("the port must be 0 to 65535, not " + port);
    }
    host = host.isEmpty() ? host : new Endpoint("http", host, 1).host();
  }

  /**
   * Reads {@code :9000}, {@code 127.0.0.1:9000}, {@code host:9000} or {@code [::1]:9000}.
   *
   * @throws IllegalArgumentException if the text is none of these; the message says what is wrong
   */
  public static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (colon < 0 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "expected :PORT, ADDRESS:PORT or [IPV6]:PORT, found \"" + text + "\"");
    }
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException("an IPv6 address stands in brackets: \"" + text + "\"");
    }
    return new Address(host, Integer.parseInt(text.substring(colon + 1)));
  }

  /** Whether only this machine can reach it, as far as the text tells without asking any name. */
  public boolean isLoopback() {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
  }

  /** The same address with the port that a listener really has. */
  public Address withPort(int realPort) {
    return new Address(host, realPort);
  }

  /** The form that sockets take. A host name is looked up. */
  public InetSocketAddress toSocketAddress() {
    return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    String shown = host.isEmpty() ? ALL : host;
    return (shown.indexOf(':') >= 0 ? "[" + shown + "]" : shown) + ":" + port;
  }
}
