package io.sluice.runtime.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PemKeyTest {

  private static final Path FILE = Path.of("key.pem");

  /** As OpenSSL writes it: the curve in a block of its own, the public key inside. */
  private static final String SEC1_KEY =
      """
      -----BEGIN EC PARAMETERS-----
      BggqhkjOPQMBBw==
      -----END EC PARAMETERS-----
      -----BEGIN EC PRIVATE KEY-----
      MHcCAQEEIL2JzKhCcIpR5uxsOD+Ix4NfGR5qrXz/ozFYrTVoFO8toAoGCCqGSM49
      AwEHoUQDQgAE6I1pbhnm6OvMCYDtJxI03STKaN9Li0SZjRHEDrkJyZk0w0QZuqKA
      zJr/RARbqYr/Sm+1+vZBfEuzYO+G83g6UA==
      -----END EC PRIVATE KEY-----
      """;

  private static final String SEC1_CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBbTCCAROgAwIBAgIUZXxasJ5OxuhJuOl7BDSsOBe27+kwCgYIKoZIzj0EAwIw
      DDEKMAgGA1UEAwwBYTAeFw0yNjExMjQwNjU3MjdaFw0yNjEyMjQwNjU3MjdaMAwx
      CjAIBgNVBAMMAWEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATojWluGebo68wJ
      gO0nEjTdJMpo30uLRJmNEcQOuQnJmTTDRBm6ooDMmv9EBFupiv9Kb7X69kF8S7Ng
      74bzeDpQo1MwUTAdBgNVHQ4EFgQURuRkxjOqCFshmDs5ChwzVbo5DnEwHwYDVR0j
      BBgwFoAURuRkxjOqCFshmDs5ChwzVbo5DnEwDwYDVR0TAQH/BAUwAwEB/zAKBggq
      hkjOPQQDAgNIADBFAiAaw+YKKV+DgCNtJH1Q8S61Fd+TNw9eUNrVQr7KrWqryQIh
      ALnRmkbTYrxDIpyvenJdDhPRYcnpXfJTIlhYrsopepss
      -----END CERTIFICATE-----
      """;

  @Test
  void readsPkcs8() throws IOException {
    for (TestCertificate made : new TestCertificate[] {TlsFixture.EC, TlsFixture.RSA}) {
      assertEquals(made.key(), read(made.keyPem(), made));
    }
  }

  @Test
  void readsEdwardsKeys() throws IOException {
    TestCertificate made = TestCertificate.make("ed", "EdDSA", 255);
    assertEquals(made.key(), read(made.keyPem(), made));
  }

  @Test
  void readsPkcs1() throws IOException {
    String pem = TestCertificate.pem("RSA PRIVATE KEY", inner(TlsFixture.RSA.key()));
    assertEquals(TlsFixture.RSA.key(), read(pem, TlsFixture.RSA));
  }

  @Test
  void readsSec1AsTheJdkEncodesIt() throws IOException {
    String pem = TestCertificate.pem("EC PRIVATE KEY", inner(TlsFixture.EC.key()));
    assertEquals(TlsFixture.EC.key(), read(pem, TlsFixture.EC));
  }

  @Test
  void readsSec1BehindItsParameters() throws Exception {
    PublicKey certified =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(SEC1_CERTIFICATE.getBytes(StandardCharsets.US_ASCII)))
            .getPublicKey();
    PrivateKey key = PemKey.read(FILE, SEC1_KEY.getBytes(StandardCharsets.US_ASCII), certified);
    assertEquals("EC", key.getAlgorithm());
  }

  @Test
  void refusesTheKeyOfAnotherCertificate() {
    TestCertificate other = TestCertificate.make("other", "EC", 256);
    assertProblem("another certificate", other.keyPem());
    assertProblem("no sound private key", TlsFixture.RSA.keyPem());
  }

  @Test
  void refusesWhatIsNoKey() {
    assertProblem("no private key", "");
    assertProblem("no private key", TlsFixture.EC.certificatePem());
    assertProblem("no private key", TlsFixture.EC.keyPem().replace("-----END", "-----"));
    assertProblem("no sound private key", TestCertificate.pem("PRIVATE KEY", new byte[40]));
    assertProblem("no sound private key", TestCertificate.pem("EC PRIVATE KEY", new byte[200]));
    assertProblem(
        "no sound private key", "-----BEGIN PRIVATE KEY-----\n:::\n-----END PRIVATE KEY-----\n");
  }

  @Test
  void refusesEncryptedKeys() {
    assertProblem("encrypted", TestCertificate.pem("ENCRYPTED PRIVATE KEY", new byte[40]));
    assertProblem(
        "encrypted",
        """
        -----BEGIN EC PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES,00

        AAAA
        -----END EC PRIVATE KEY-----
        """
            .replace("AES", "AES_128_CBC"));
  }

  private static void assertProblem(String problem, String pem) {
    IOException e = assertThrows(IOException.class, () -> read(pem, TlsFixture.EC));
    assertTrue(String.valueOf(e.getMessage()).startsWith("key.pem holds "), e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).contains(problem), e.getMessage());
  }

  private static PrivateKey read(String pem, TestCertificate made) throws IOException {
    return PemKey.read(
        FILE, pem.getBytes(StandardCharsets.US_ASCII), made.certificate().getPublicKey());
  }

  /** The content of the octet string inside PKCS#8. */
  private static byte[] inner(PrivateKey key) {
    byte[] der = key.getEncoded();
    int version = content(der, 0);
    int algorithm = end(der, version);
    int octets = end(der, algorithm);
    return Arrays.copyOfRange(der, content(der, octets), end(der, octets));
  }

  private static int content(byte[] der, int tag) {
    int length = Byte.toUnsignedInt(der[tag + 1]);
    return tag + 2 + (length < 0x80 ? 0 : length & 0x7F);
  }

  private static int end(byte[] der, int tag) {
    int content = content(der, tag);
    int length = Byte.toUnsignedInt(der[tag + 1]);
    if (content > tag + 2) {
      length = 0;
      for (int at = tag + 2; at < content; at++) {
        length = length << 8 | Byte.toUnsignedInt(der[at]);
      }
    }
    return content + length;
  }
}
