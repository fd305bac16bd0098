package io.sluice.runtime.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an administration is, and how to be let in.
 *
 * @param address its scheme, host and port
 * @param token the bearer token to show
 * @param authorities a file of certificates (PEM) of those who vouch for the gateway, in the place
 *     of those that the system trusts
 */
public record Target(URI address, Optional<Secret> token, Optional<Path> authorities) {

  /**
   * A token; what it is does not show where the target is printed.
   *
   * @param text the token itself
   */
  public record Secret(String text) {

    /** Checks that it can stand in a field (RFC 6750, section 2.1), and does not tell it if not. */
    public Secret {
      if (!text.matches("[\\x21-\\x7e]+")) {
        throw new ClientException(ExitCode.USAGE, "the token has characters that no token has");
      }
    }

    @Override
    public String toString() {
      return "(secret)";
    }
  }

  /**
   * Reads an address: {@code http://127.0.0.1:8081}, or the same without its scheme.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static URI address(String text) {
    URI address = URI.create(text.contains("://") ? text : "http://" + text);
    boolean isHttp =
        "http".equalsIgnoreCase(address.getScheme())
            || "https".equalsIgnoreCase(address.getScheme());
    boolean isBare =
        address.getRawQuery() == null
            && address.getRawFragment() == null
            && address.getRawUserInfo() == null
            && (address.getRawPath().isEmpty() || address.getRawPath().equals("/"));
    if (!isHttp || address.getHost() == null || !isBare) {
      throw new IllegalArgumentException("expected http://host:port, not " + Printable.of(text));
    }
    return address;
  }
}
