package io.sluice.runtime.listener;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A self-signed certificate for {@code localhost} and its key, made by the JDK's keytool. */
record TestCertificate(X509Certificate certificate, PrivateKey key) {

  private static final String PASSWORD = "password";

  /** A new one, with a key such as {@code EC} of 256 bits. */
  static TestCertificate make(String name, String algorithm, int bits) {
    return makeFor("CN=" + name, algorithm, bits);
  }

  /** The same for a subject that need not have a common name. */
  static TestCertificate makeFor(String subject, String algorithm, int bits) {
    try {
      Path folder = Files.createTempDirectory("sluice-keytool");
      Path store = folder.resolve("store.p12");
      run(
          Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
          "-genkeypair",
          "-storetype",
          "PKCS12",
          "-keystore",
          store.toString(),
          "-storepass",
          PASSWORD,
          "-alias",
          "test",
          "-keyalg",
          algorithm,
          "-keysize",
          Integer.toString(bits),
          "-dname",
          subject,
          "-ext",
          "san=dns:localhost,ip:127.0.0.1",
          "-validity",
          "30");
      TestCertificate made = load(store);
      Files.delete(store);
      Files.delete(folder);
      return made;
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new AssertionError(said);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static TestCertificate load(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new TestCertificate(
        (X509Certificate) store.getCertificate("test"),
        (PrivateKey) store.getKey("test", PASSWORD.toCharArray()));
  }

  /** The certificate as PEM. */
  String certificatePem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The key as PKCS#8 PEM. */
  String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  /** Writes both as PEM, the key last. */
  void write(Path certificateFile, Path keyFile) throws IOException {
    Files.writeString(certificateFile, certificatePem());
    Files.writeString(keyFile, keyPem());
  }

  static String pem(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
