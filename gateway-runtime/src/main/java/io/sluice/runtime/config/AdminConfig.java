package io.sluice.runtime.config;

import io.sluice.runtime.access.Scope;
import java.util.Optional;

/**
 * How administrators reach the gateway.
 *
 * @param address where the administration listens, the traffic's address if it shares that port
 * @param onTraffic whether it shares the traffic's port
 * @param access whom it lets in
 * @param tls how its own listener is encrypted, if it is
 * @param lenientContentType whether a JSON body may come under another content type
 */
public record AdminConfig(
    Address address,
    boolean onTraffic,
    AdminAccess access,
    Optional<AdminTls> tls,
    boolean lenientContentType) {

  /** Refuses an administration open to everybody that nobody asked for. */
  public AdminConfig {
    boolean asked = access.isTokenAsked() || authorities(tls);
    if (!address.isLoopback() && !asked && !access.unauthenticated()) {
      throw new IllegalArgumentException(
          "other machines can reach the administration at "
              + address
              + " and there is no token: set ADMIN_TOKEN or admin.token, make one with `sluice"
              + " token create`, ask for certificates with admin.tls.client-ca, listen on"
              + " 127.0.0.1, or say admin.unauthenticated: true");
    }
  }

  private static boolean authorities(Optional<AdminTls> tls) {
    return tls.flatMap(AdminTls::clientAuthorities).isPresent();
  }

  /** What clients may do that show a certificate, if they are asked for one. */
  public Optional<Scope> certificateScope() {
    return tls.filter(one -> one.clientAuthorities().isPresent()).map(AdminTls::clientScope);
  }

  /** Whether anybody who reaches the address may change everything, on purpose. */
  public boolean isOpen() {
    return !address.isLoopback() && !access.isTokenAsked() && certificateScope().isEmpty();
  }
}
