package io.sluice.runtime;

import io.sluice.api.Ticker;
import io.sluice.runtime.access.Authentication;
import io.sluice.runtime.access.Tokens;
import io.sluice.runtime.admin.Access;
import io.sluice.runtime.config.AdminAccess;
import io.sluice.runtime.config.AdminConfig;
import io.sluice.runtime.config.AdminTls;
import io.sluice.runtime.config.TlsConfig;
import io.sluice.runtime.listener.Encryption;
import io.sluice.runtime.listener.TlsCertificate;
import io.sluice.runtime.metrics.AuthenticationMeters;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** How administrators are let in, made of what is configured. */
final class Admittance {

  /** How often to look whether certificates or tokens were replaced. */
  static final Duration PERIOD = Duration.ofSeconds(3);

  private Admittance() {}

  /**
   * Whom the administration lets in.
   *
   * @param started gets what must be closed at the end
   * @throws IOException if the file of tokens can't be used
   */
  static Access access(
      AdminConfig admin, AuthenticationMeters meters, Consumer<AutoCloseable> started)
      throws IOException {
    AdminAccess access = admin.access();
    Tokens tokens =
        access.file().isPresent()
            ? Tokens.watch(access.tokens(), access.file().get(), PERIOD, InstantSource.system())
            : Tokens.of(access.tokens());
    started.accept(tokens);
    return new Access(
        new Authentication(tokens, admin.certificateScope(), meters, Ticker.system()),
        access.hosts(),
        access.origins(),
        !admin.address().isLoopback());
  }

  /**
   * What lies between the sockets of the administration's own listener and HTTP.
   *
   * @throws IOException if a file of its certificates can't be used
   */
  static Encryption encryption(AdminConfig admin, Consumer<AutoCloseable> started)
      throws IOException {
    Optional<AdminTls> tls = admin.tls();
    if (tls.isEmpty()) {
      return Encryption.NONE;
    }
    TlsConfig files = tls.get().files();
    TlsCertificate certificate =
        TlsCertificate.watch(
            files.certificate(), files.key(), tls.get().clientAuthorities(), PERIOD);
    started.accept(certificate);
    return certificate;
  }
}
