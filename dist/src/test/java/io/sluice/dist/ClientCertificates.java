package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * An authority for clients in {@code client-ca.pem}, clients with its certificates, and others. All
 * of them trust the gateway's {@code chain.pem} of the same folder.
 */
final class ClientCertificates {

  private static final String PASSWORD = "password";

  private final Path folder;

  private ClientCertificates(Path folder) {
    this.folder = folder;
  }

  /** Makes the authority. */
  static ClientCertificates make(Path folder) throws Exception {
    ClientCertificates made = new ClientCertificates(folder);
    made.keyPair("authority", "-ext", "bc:c");
    made.keytool("authority", "-exportcert", "-rfc", "-file", made.file("client-ca.pem"));
    return made;
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private void keyPair(String name, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("-genkeypair", "-keyalg", "EC", "-keysize", "256", "-dname", "CN=" + name));
    arguments.addAll(List.of(more));
    keytool(name, arguments.toArray(String[]::new));
  }

  private void keytool(String store, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-noprompt", "-keystore", file(store + ".p12"), "-storepass", PASSWORD));
    command.addAll(List.of("-alias", "it"));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, keytool.waitFor(), said);
  }

  /** A client with a certificate of the authority. */
  HttpClient of(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    if (!Files.exists(store)) {
      keyPair(name);
      keytool(name, "-certreq", "-file", file("request.csr"));
      keytool(
          "authority",
          "-gencert",
          "-infile",
          file("request.csr"),
          "-rfc",
          "-outfile",
          file("signed.pem"));
      String chain =
          Files.readString(folder.resolve("signed.pem"))
              + Files.readString(folder.resolve("client-ca.pem"));
      Files.writeString(folder.resolve("signed-chain.pem"), chain);
      keytool(name, "-importcert", "-file", file("signed-chain.pem"));
    }
    return client(keys(store));
  }

  /** A client whose certificate nobody knows. */
  HttpClient stranger() throws Exception {
    keyPair("stranger");
    return client(keys(folder.resolve("stranger.p12")));
  }

  /** A client that shows nothing. */
  HttpClient withoutCertificate() throws GeneralSecurityException, IOException {
    return client(new KeyManager[0]);
  }

  private static KeyManager[] keys(Path store) throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
    return keys.getKeyManagers();
  }

  private HttpClient client(KeyManager[] keys) throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (var in = Files.newInputStream(folder.resolve("chain.pem"))) {
      trusted.setCertificateEntry(
          "gateway", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build();
  }
}
