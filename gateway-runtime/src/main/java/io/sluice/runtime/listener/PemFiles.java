package io.sluice.runtime.listener;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * What the PEM files of a certificate, and of those who may sign clients', hold at one moment;
 * equal if they hold the same bytes. Immutable.
 */
final class PemFiles {

  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_SESSIONS = 10_000;
  private static final int SESSION_SECONDS = 3600;
  private static final char[] NO_PASSWORD = {};

  private final Path certificatePath;
  private final Path keyPath;
  private final byte[] certificateBytes;
  private final byte[] keyBytes;
  private final Optional<Path> authoritiesPath;
  private final byte[] authoritiesBytes;

  private PemFiles(Path certificate, Path key, Optional<Path> authorities) throws IOException {
    this.certificatePath = certificate;
    this.keyPath = key;
    this.authoritiesPath = authorities;
    this.certificateBytes = bytes(certificate);
    this.keyBytes = bytes(key);
    this.authoritiesBytes = authorities.isPresent() ? bytes(authorities.get()) : new byte[0];
  }

  /** Reads them all. */
  static PemFiles read(Path certificate, Path key, Optional<Path> authorities) throws IOException {
    return new PemFiles(certificate, key, authorities);
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException(file + " is too large for a PEM file");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new IOException(file + " does not exist", e);
    }
  }

  /**
   * The means to show this certificate, with a session cache of its own.
   *
   * @throws IOException if the files are no certificate and its key
   */
  SSLContext context() throws IOException {
    Certificate[] chain = certificates(certificatePath, certificateBytes);
    PrivateKey key = PemKey.read(keyPath, keyBytes, chain[0].getPublicKey());
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry("gateway", key, NO_PASSWORD, chain);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust(), null);
      context.getServerSessionContext().setSessionCacheSize(MOST_SESSIONS);
      context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(certificatePath + " can't be used: " + e.getMessage(), e);
    }
  }

  /** What judges the certificates of clients; nothing if they show none. */
  private TrustManager[] trust() throws IOException, GeneralSecurityException {
    if (authoritiesPath.isEmpty()) {
      return new TrustManager[0];
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    for (Certificate authority : certificates(authoritiesPath.get(), authoritiesBytes)) {
      store.setCertificateEntry("authority-" + store.size(), authority);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust.getTrustManagers();
  }

  private static Certificate[] certificates(Path path, byte[] bytes) throws IOException {
    try {
      Certificate[] certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))
              .toArray(Certificate[]::new);
      if (certificates.length == 0) {
        throw new IOException(path + " holds no certificate");
      }
      return certificates;
    } catch (CertificateException e) {
      throw new IOException(path + " holds no sound certificate", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PemFiles files
        && Arrays.equals(certificateBytes, files.certificateBytes)
        && Arrays.equals(keyBytes, files.keyBytes)
        && Arrays.equals(authoritiesBytes, files.authoritiesBytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(certificateBytes) + Arrays.hashCode(keyBytes);
  }
}
