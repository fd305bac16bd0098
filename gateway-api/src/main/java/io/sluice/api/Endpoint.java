package io.sluice.api;

import java.util.Locale;

/**
 * One address that a service is served from. Two endpoints are the same if scheme, host and port
 * are.
 *
 * @param scheme {@code http}
 * @param host a host name or IP address in lower case, an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record Endpoint(String scheme, String host, int port) {

  /** Refuses what is no address. */
  public Endpoint {
    if (!scheme.equals("http")) {
      throw new IllegalArgumentException("the scheme must be http, not \"" + scheme + "\"");
    }
    boolean isIpv6 = host.indexOf(':') >= 0;
    if (host.isEmpty()
        || !host.chars().allMatch(isIpv6 ? Endpoint::isIpv6Char : Endpoint::isHostChar)) {
      throw new IllegalArgumentException("not a host name or address: \"" + host + "\"");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("the port must be 1 to 65535, not " + port);
    }
    host = host.toLowerCase(Locale.ROOT);
  }

  private static boolean isHostChar(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_';
  }

  private static boolean isIpv6Char(int c) {
    return (c < 0x80 && Character.digit(c, 16) >= 0) || c == ':' || c == '.';
  }

  /**
   * Reads {@code host:port}, {@code [v6]:port} or the same after {@code http://}; without a port it
   * is 80 if the scheme is given.
   *
   * @throws IllegalArgumentException if the text is nothing of the kind; the message says what is
   *     wrong
   */
  public static Endpoint parse(String text) {
    int schemeEnd = text.indexOf("://");
    String scheme = schemeEnd < 0 ? "http" : text.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
    String rest = schemeEnd < 0 ? text : text.substring(schemeEnd + 3);
    if (schemeEnd >= 0 && rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    if (rest.indexOf('/') >= 0 || rest.indexOf('?') >= 0 || rest.indexOf('#') >= 0) {
      throw new IllegalArgumentException("an address has no path: \"" + text + "\"");
    }
    if (rest.indexOf('@') >= 0) {
      throw new IllegalArgumentException("an address has no user information");
    }
    return split(text, scheme, rest, schemeEnd >= 0);
  }

  private static Endpoint split(String text, String scheme, String rest, boolean defaultPort) {
    int bracket = rest.startsWith("[") ? rest.indexOf(']') : -1;
    if (rest.startsWith("[") && bracket < 0) {
      throw new IllegalArgumentException("a bracket is not closed: \"" + text + "\"");
    }
    if (bracket >= 0 && rest.lastIndexOf(':', bracket) < 0) {
      throw new IllegalArgumentException("no IPv6 address in the brackets: \"" + text + "\"");
    }
    int colon = rest.indexOf(':', Math.max(bracket, 0));
    String host = bracket >= 0 ? rest.substring(1, bracket) : rest;
    if (bracket < 0 && colon >= 0) {
      host = rest.substring(0, colon);
    }
    if (bracket < 0 && host.length() + 1 < rest.length() && rest.indexOf(':', colon + 1) >= 0) {
      throw new IllegalArgumentException("an IPv6 address stands in brackets: \"" + text + "\"");
    }
    int hostEnd = bracket >= 0 ? bracket + 1 : host.length();
    if (hostEnd == rest.length()) {
      if (!defaultPort) {
        throw new IllegalArgumentException("the port is missing: \"" + text + "\"");
      }
      return new Endpoint(scheme, host, 80);
    }
    return new Endpoint(scheme, host, port(text, rest.substring(hostEnd)));
  }

  private static int port(String text, String colonAndPort) {
    if (!colonAndPort.matches(":[0-9]{1,5}")) {
      throw new IllegalArgumentException("not host:port: \"" + text + "\"");
    }
    return Integer.parseInt(colonAndPort.substring(1));
  }

  /** Host and port as they stand in a URI's authority. */
  public String authority() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  @Override
  public String toString() {
    return authority();
  }
}
