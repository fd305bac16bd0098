package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The traffic listener with a certificate. */
@Timeout(120)
final class TlsIT {

  @TempDir private Path folder;

  @Test
  void servesHttpsAndShowsAReplacedCertificate() throws Exception {
    try (ServerSocket endpoint = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      AtomicReference<String> head = new AtomicReference<>("");
      Thread.ofVirtual().start(() -> answer(endpoint, head));
      Certificate first = TestCertificates.make(folder, "EC", "256");
      try (Distribution gateway =
          Distribution.start(
              folder,
              """
              tls: {certificate: chain.pem, key: key.pem}
              defaults: {balancer: least-connections, limiter: none, probe: none}
              services: {books: {endpoints: ["127.0.0.1:%d"]}}
              """
                  .formatted(endpoint.getLocalPort()))) {
        URI uri = URI.create("https://localhost:" + gateway.traffic().getPort() + "/books");
        assertEquals(first, certificateShown(uri, first));
        assertTrue(head.get().contains("\r\nX-Forwarded-Proto: https\r\n"), head.get());

        Certificate second = TestCertificates.make(folder, "RSA", "2048");
        assertNotEquals(first, second);
        Certificate shown = first;
        while (!shown.equals(second)) {
          shown = certificateShown(uri, first, second);
        }
      }
    }
  }

  @Test
  void tellsInOneLineThatTheCertificateIsMissing() throws IOException {
    Path file = folder.resolve("sluice.yaml");
    Files.writeString(
        file,
        """
        tls: {certificate: chain.pem, key: key.pem}
        defaults: {balancer: least-connections, limiter: none, probe: none}
        """);
    Distribution.Ended ended =
        Distribution.run(
            Map.of("LB_ADDR", "127.0.0.1:0", "ADMIN_ADDR", "127.0.0.1:0"),
            "run",
            "--config",
            file.toString());
    assertNotEquals(0, ended.exitCode());
    assertTrue(ended.output().contains("chain.pem does not exist"), ended.output());
  }

  /** Asks over a new connection and returns the certificate that was shown. */
  private static Certificate certificateShown(URI uri, Certificate... trusted) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(TestCertificates.trusting(trusted)).build()) {
      var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      assertEquals("hello", answer.body());
      return answer.sslSession().orElseThrow().getPeerCertificates()[0];
    }
  }

  /** Serves one request a connection until the socket is closed. */
  private static void answer(ServerSocket endpoint, AtomicReference<String> head) {
    while (!endpoint.isClosed()) {
      try (Socket socket = endpoint.accept()) {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
          text.append((char) in.read());
        }
        head.set(text.toString());
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
                    .getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        head.set(String.valueOf(e.getMessage()));
      }
    }
  }
}
