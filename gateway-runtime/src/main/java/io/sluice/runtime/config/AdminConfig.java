package io.sluice.runtime.config;

import java.util.List;
import java.util.Optional;

/**
 * How administrators reach the gateway.
 *
 * @param address where the administration listens, the traffic's address if it shares that port
 * @param onTraffic whether it shares the traffic's port
 * @param token what administrators must show, if anything
 * @param unauthenticated whether it may be reached from other machines without a token
 * @param hosts names under which it may be asked besides {@code localhost} and IP addresses; {@code
 *     *} for any
 * @param lenientContentType whether a JSON body may come under another content type
 */
public record AdminConfig(
    Address address,
    boolean onTraffic,
    Optional<AdminToken> token,
    boolean unauthenticated,
    List<String> hosts,
    boolean lenientContentType) {

  /** Copies the list; refuses an administration open to everybody that nobody asked for. */
  public AdminConfig {
    hosts = List.copyOf(hosts);
    if (!address.isLoopback() && token.isEmpty() && !unauthenticated) {
      throw new IllegalArgumentException(
          "other machines can reach the administration at "
              + address
              + " and there is no token: set ADMIN_TOKEN or admin.token, listen on 127.0.0.1, or"
              + " say admin.unauthenticated: true");
    }
  }

  /** Whether anybody who reaches the address may change everything, on purpose. */
  public boolean isOpen() {
    return token.isEmpty() && !address.isLoopback();
  }
}
