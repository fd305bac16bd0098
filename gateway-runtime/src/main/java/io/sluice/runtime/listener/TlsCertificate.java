package io.sluice.runtime.listener;

import io.sluice.runtime.lookout.Lookout;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * The certificate that a listener shows, and whose certificates its clients must show, if they
 * must, kept up with its files: when they change, new handshakes use what they hold, and
 * connections that are open go on. Files that can't be used are logged once, and the certificate
 * before them stays.
 *
 * <p>Safe for any thread; one virtual thread looks at the files.
 */
public final class TlsCertificate implements Encryption, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(TlsCertificate.class.getName());

  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  /** Authenticated encryption and fresh keys only, the cheapest first; ours is the choice. */
  private static final String[] CIPHER_SUITES = {
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
  };

  private static final String[] PROTOCOLS = {"http/1.1"};

  private final Path certificate;
  private final Path key;
  private final Optional<Path> clientAuthorities;
  private final Lookout lookout;
  private volatile SSLContext context;
  private PemFiles lastSeen;

  private TlsCertificate(
      Path certificate, Path key, Optional<Path> clientAuthorities, Duration period)
      throws IOException {
    this.certificate = certificate;
    this.key = key;
    this.clientAuthorities = clientAuthorities;
    PemFiles files = PemFiles.read(certificate, key, clientAuthorities);
    this.context = files.context();
    this.lastSeen = files;
    this.lookout =
        new Lookout(
            "sluice-certificate", period, "the former TLS certificate stays in use", this::read);
  }

  /**
   * Reads the files and goes on looking at them.
   *
   * @param certificate a PEM file with the certificate and those that lead to a known one
   * @param key a PEM file with its private key, not encrypted: PKCS#8, PKCS#1 or SEC 1
   * @param period how often to look
   * @throws IOException if they can't be read or don't fit together; the message says why
   */
  public static TlsCertificate watch(Path certificate, Path key, Duration period)
      throws IOException {
    return watch(certificate, key, Optional.empty(), period);
  }

  /**
   * The same for clients that may have to show a certificate, too.
   *
   * @param clientAuthorities a PEM file with the authorities of which they must show one, if they
   *     must
   */
  public static TlsCertificate watch(
      Path certificate, Path key, Optional<Path> clientAuthorities, Duration period)
      throws IOException {
    TlsCertificate made = new TlsCertificate(certificate, key, clientAuthorities, period);
    made.lookout.start();
    return made;
  }

  /** The gateway's end of a new connection. The peer's name is not asked for anywhere. */
  SSLEngine newEngine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = new SSLParameters(CIPHER_SUITES, VERSIONS);
    parameters.setUseCipherSuitesOrder(true);
    parameters.setApplicationProtocols(PROTOCOLS);
    parameters.setNeedClientAuth(clientAuthorities.isPresent());
    engine.setSSLParameters(parameters);
    return engine;
  }

  private void read() throws IOException {
    PemFiles files = PemFiles.read(certificate, key, clientAuthorities);
    if (!files.equals(lastSeen)) {
      lastSeen = files;
      context = files.context();
      LOG.log(Level.INFO, "new TLS connections use the new certificate of " + certificate);
    }
  }

  /** Looks at the files once. Of one thread at a time. */
  void look() {
    lookout.look();
  }

  /** Looks at the files no more; handshakes stay possible. */
  @Override
  public void close() {
    lookout.close();
  }
}
