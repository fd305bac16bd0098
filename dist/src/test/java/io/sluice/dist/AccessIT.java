package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens: made by the command line, good for their scope, gone when they are taken back. */
@Timeout(180)
final class AccessIT {

  @TempDir static Path folder;

  private static Path data;
  private static Distribution gateway;
  private static User user;
  private static Map<String, String> secrets;

  @BeforeAll
  static void start() throws Exception {
    data = folder.resolve("data");
    secrets =
        Map.of(
            "read", create("--name", "grafana", "--scope", "read"),
            "write", create("--name", "ci", "--scope", "write"),
            "admin", create("--name", "alice", "--scope", "admin"));
    gateway = Distribution.start(Map.of("SLUICE_DATA", data.toString()));
    user = new User(gateway);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static Distribution.Ended token(String... arguments) throws IOException {
    String[] all = Stream.concat(Stream.of("token"), Stream.of(arguments)).toArray(String[]::new);
    return Distribution.run(Map.of("SLUICE_DATA", data.toString()), all);
  }

  /** Makes a token and answers its secret, the only line that starts like one. */
  private static String create(String... arguments) throws IOException {
    String[] all = Stream.concat(Stream.of("create"), Stream.of(arguments)).toArray(String[]::new);
    Distribution.Ended ended = token(all);
    assertEquals(0, ended.exitCode(), ended.output());
    return ended.output().lines().filter(line -> line.startsWith("slc_")).findFirst().orElseThrow();
  }

  private static int asked(String secret, String method, String path) throws Exception {
    return send(secret, method, path).statusCode();
  }

  private static HttpResponse<String> send(String secret, String method, String path)
      throws Exception {
    boolean writes = method.equals("PUT");
    HttpRequest.Builder request =
        user.toAdmin(path)
            .header("Authorization", "Bearer " + secret)
            .method(method, writes ? BodyPublishers.ofString("[]") : BodyPublishers.noBody());
    return user.send(
        writes ? request.header("Content-Type", "application/json").build() : request.build());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /services, 200, 200, 200",
    "GET, /metrics, 200, 200, 200",
    "PUT, /services/scoped, 403, 200, 200",
    "DELETE, /services/none, 403, 404, 404",
    "POST, /api/v1/plugins/reload, 403, 403, 200",
    "GET, /livez, 200, 200, 200"
  })
  void eachTokenIsGoodForItsScope(String method, String path, int read, int write, int admin)
      throws Exception {
    asked(secrets.get("admin"), "PUT", "/services/scoped");
    assertEquals(read, asked(secrets.get("read"), method, path));
    assertEquals(write, asked(secrets.get("write"), method, path));
    assertEquals(admin, asked(secrets.get("admin"), method, path));
  }

  @Test
  void withoutATokenOnlyLifeAndReadinessAreTold() throws Exception {
    assertEquals(401, user.getAdmin("/services").statusCode());
    assertEquals(401, user.getAdmin("/metrics").statusCode());
    assertEquals(200, user.getAdmin("/livez").statusCode());
    assertEquals(200, user.getAdmin("/readyz").statusCode());
    HttpResponse<String> answer = send(secrets.get("read"), "DELETE", "/services/a");
    String challenge = answer.headers().firstValue("WWW-Authenticate").orElseThrow();
    assertTrue(challenge.contains("insufficient_scope"), challenge);
  }

  @Test
  void aTokenComesGoesAndEndsWhileTheGatewayRuns() throws Exception {
    String guest = create("--name", "guest", "--scope", "read");
    String brief =
        create("--name", "brief", "--scope", "read", "--expires", "2020-01-01T00:00:00Z");
    await(guest, 200);
    assertEquals(401, asked(brief, "GET", "/services"));
    assertTrue(token("list").output().matches("(?s).*brief +read .*has expired.*"));
    assertEquals(0, token("revoke", "guest").exitCode());
    await(guest, 401);
    assertEquals(1, token("revoke", "guest").exitCode());
    assertEquals(0, token("revoke", "brief").exitCode());
  }

  private static void await(String secret, int status) throws InterruptedException {
    User.await(
        "the status " + status,
        () -> {
          try {
            return asked(secret, "GET", "/services") == status;
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void aNameIsThereOnceAndAWrongLineIsToldApart() throws IOException {
    assertEquals(1, token("create", "--name", "ci", "--scope", "read").exitCode());
    assertEquals(2, token("create", "--name", "x", "--scope", "chief").exitCode());
    assertEquals(2, token("create", "--name", "a b", "--scope", "read").exitCode());
    assertEquals(2, token("create", "--name", "admin-token", "--scope", "read").exitCode());
    assertEquals(2, token("create", "--name", "x", "--scope", "read", "--expires", "x").exitCode());
    assertEquals(2, Distribution.run(Map.of(), "token", "list").exitCode());
  }

  @Test
  void whoGuessesIsShutOutAndCounted() throws Exception {
    try (Distribution locked =
        Distribution.start(Map.of("ADMIN_TOKEN", "open-sesame-0123456789"))) {
      User someone = new User(locked);
      for (int i = 0; i < 12; i++) {
        assertEquals(401, asked(someone, "always-the-same"));
      }
      assertEquals(200, asked(someone, "open-sesame-0123456789"));
      int status = 401;
      for (int i = 0; i < 10 && status == 401; i++) {
        status = asked(someone, "guess-" + i);
      }
      assertEquals(429, asked(someone, "open-sesame-0123456789"));
      assertEquals(200, someone.getAdmin("/readyz").statusCode());
      assertTrue(
          locked.lines().stream().anyMatch(line -> line.contains("a wrong token was shown")),
          locked.lines()::toString);
      assertFalse(String.join("\n", locked.lines()).contains("guess-"));
      assertFalse(String.join("\n", locked.lines()).contains("open-sesame"));
    }
  }

  private static int asked(User someone, String secret) throws Exception {
    return someone
        .send(someone.toAdmin("/services").header("Authorization", "Bearer " + secret).build())
        .statusCode();
  }

  @Test
  void failuresAreCounted() throws Exception {
    asked("slc_wrong", "GET", "/services");
    String meters = send(secrets.get("read"), "GET", "/metrics").body();
    assertTrue(
        meters.contains("sluice_admin_authentication_failures_total{reason=\"wrong\"}"), meters);
  }

  @Test
  void aTokenIsNowhereButWithItsOwner() throws Exception {
    for (String secret : secrets.values()) {
      for (String path : new String[] {"/services", "/api/v1/plugins", "/metrics", "/nothing"}) {
        assertFalse(send(secrets.get("admin"), "GET", path).body().contains(secret), path);
      }
      assertFalse(String.join("\n", gateway.lines()).contains(secret));
      assertFalse(token("list").output().contains(secret));
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .filter(Files::isRegularFile)
            .forEach(file -> assertFalse(text(file).contains(secret), file::toString));
      }
    }
    assertEquals(
        PosixFilePermissions.fromString("rw-------"),
        Files.getPosixFilePermissions(data.resolve("tokens")));
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aDeclaredTokenNeedsNoDirectory(@TempDir Path elsewhere) throws Exception {
    Distribution.Ended made =
        Distribution.run(
            Map.of(), "token", "create", "--name", "ci", "--scope", "read", "--hash-only");
    assertEquals(0, made.exitCode(), made.output());
    String[] lines = made.output().lines().toArray(String[]::new);
    String yaml = "admin:\n  tokens:\n  " + lines[1] + "\n";
    assertFalse(yaml.contains(lines[0]));
    try (Distribution declared = Distribution.start(elsewhere, yaml)) {
      User someone = new User(declared);
      assertEquals(401, someone.getAdmin("/services").statusCode());
      assertEquals(200, asked(someone, lines[0]));
    }
  }

  @Test
  void aPublicAddressNeedsSomethingToBeShown(@TempDir Path elsewhere) throws IOException {
    Map<String, String> open = Map.of("LB_ADDR", "127.0.0.1:0", "ADMIN_ADDR", "0.0.0.0:0");
    Path file = Files.writeString(elsewhere.resolve("sluice.yaml"), "{}\n");
    Distribution.Ended ended = Distribution.run(open, "check", file.toString());
    assertNotEquals(0, ended.exitCode());
    assertTrue(ended.output().contains("other machines can reach"), ended.output());
    Map<String, String> guarded =
        Map.of("LB_ADDR", "127.0.0.1:0", "ADMIN_ADDR", "0.0.0.0:0", "SLUICE_DATA", data.toString());
    assertEquals(0, Distribution.run(guarded, "check", file.toString()).exitCode());
  }
}
