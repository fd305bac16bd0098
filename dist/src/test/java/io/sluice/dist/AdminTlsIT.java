package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The administration's own listener with a certificate, and clients that must show one. */
@Timeout(180)
final class AdminTlsIT {

  @TempDir static Path folder;

  private static ClientCertificates clients;

  @BeforeAll
  static void make() throws Exception {
    TestCertificates.make(folder, "EC", "256");
    clients = ClientCertificates.make(folder);
  }

  private static Distribution start(String name, String admin) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve(name),
            "defaults: {balancer: least-connections, limiter: none, probe: none}\nadmin:\n"
                + admin);
    return Distribution.start(Map.of(), "--config", file.toString());
  }

  private static HttpResponse<String> get(HttpClient client, URI admin, String path)
      throws IOException, InterruptedException {
    return send(client, admin, "GET", path);
  }

  private static HttpResponse<String> send(HttpClient client, URI admin, String method, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("https://localhost:" + admin.getPort() + path);
    return client.send(
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  @Test
  void theAdministrationIsEncrypted() throws Exception {
    try (Distribution gateway =
            start("tls.yaml", "  tls: {certificate: chain.pem, key: key.pem}\n");
        HttpClient client = clients.withoutCertificate()) {
      assertEquals("https", gateway.admin().getScheme());
      assertEquals("http", gateway.traffic().getScheme());
      assertEquals(200, get(client, gateway.admin(), "/services").statusCode());
    }
  }

  @Test
  void whoShowsACertificateOfTheAuthorityIsLetInAndNobodyElse() throws Exception {
    String admin = "  tls: {certificate: chain.pem, key: key.pem, client-ca: client-ca.pem}\n";
    try (Distribution gateway = start("mtls.yaml", admin);
        HttpClient known = clients.of("alice");
        HttpClient stranger = clients.stranger();
        HttpClient nobody = clients.withoutCertificate()) {
      assertEquals(200, get(known, gateway.admin(), "/services").statusCode());
      assertEquals(
          200, send(known, gateway.admin(), "POST", "/api/v1/plugins/reload").statusCode());
      assertThrows(IOException.class, () -> get(stranger, gateway.admin(), "/services"));
      assertThrows(IOException.class, () -> get(nobody, gateway.admin(), "/livez"));
      try (HttpClient again = clients.of("alice")) { // a resumed session is alice's, too
        for (int i = 0; i < 3; i++) {
          assertEquals(200, get(again, gateway.admin(), "/services").statusCode());
        }
      }
    }
  }

  @Test
  void aCertificateIsGoodForItsScopeAndATokenForMore() throws Exception {
    String admin =
        """
          tls: {certificate: chain.pem, key: key.pem, client-ca: client-ca.pem}
          client-scope: read
          token: open-sesame-0123456789
        """;
    try (Distribution gateway = start("scope.yaml", admin);
        HttpClient known = clients.of("alice")) {
      assertEquals(200, get(known, gateway.admin(), "/services").statusCode());
      assertEquals(403, send(known, gateway.admin(), "DELETE", "/services/a").statusCode());
      HttpRequest more =
          HttpRequest.newBuilder(
                  URI.create("https://localhost:" + gateway.admin().getPort() + "/services/a"))
              .header("Authorization", "Bearer open-sesame-0123456789")
              .DELETE()
              .build();
      assertEquals(404, known.send(more, BodyHandlers.ofString()).statusCode());
    }
  }

  @Test
  void aCertificateCountsAsSomethingToBeShown() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("public.yaml"),
            "admin:\n  tls: {certificate: chain.pem, key: key.pem, client-ca: client-ca.pem}\n");
    Map<String, String> open = Map.of("LB_ADDR", "127.0.0.1:0", "ADMIN_ADDR", "0.0.0.0:0");
    Distribution.Ended ended = Distribution.run(open, "check", file.toString());
    assertEquals(0, ended.exitCode(), ended.output());
    Files.writeString(file, "admin:\n  tls: {certificate: chain.pem, key: key.pem}\n");
    assertTrue(
        Distribution.run(open, "check", file.toString())
            .output()
            .contains("other machines can reach"));
  }
}
