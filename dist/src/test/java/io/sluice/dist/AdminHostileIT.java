package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The registry used as a weapon, and what a page of somebody else could make a browser send. */
@Timeout(120)
final class AdminHostileIT {

  @TempDir static Path folder;

  private static Distribution gateway;
  private static User user;

  @BeforeAll
  static void start() throws Exception {
    gateway =
        Distribution.start(
            folder,
            """
            endpoints: {deny: [10.9.0.0/16, "fd99::/16"]}
            defaults: {balancer: least-connections, limiter: none, probe: none}
            """);
    user = new User(gateway);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static void assertRefused(String address) throws Exception {
    String before = user.getAdmin("/services").body();
    HttpResponse<String> answer = user.post("weapon", "[\"" + address + "\"]");
    assertEquals(422, answer.statusCode(), address + ": " + answer.body());
    assertTrue(User.compact(answer.body()).contains("\"pointer\":\"/0\""), answer.body());
    assertEquals(before, user.getAdmin("/services").body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254:80",
        "http://169.254.169.254/",
        "169.254.170.2:80",
        "[fe80::1]:80",
        "[fd00:ec2::254]:80",
        "[fd20:ce::254]:80",
        "100.100.100.200:80",
        "168.63.129.16:80",
        "[::ffff:169.254.169.254]:80",
        "[::ffff:a9fe:a9fe]:80",
        "[::169.254.169.254]:80",
        "[64:ff9b::169.254.169.254]:80",
        "[64:ff9b::a9fe:a9fe]:80",
        "[2002:a9fe:a9fe::1]:80",
        "[::ffff:0:169.254.169.254]:80",
        "[fd01::5efe:169.254.169.254]:80",
        "[2001:0:a9fe:a9fe::1]:80",
        "10.9.1.2:80",
        "[fd99::1]:80",
        "[64:ff9b::10.9.1.2]:80",
        "0.0.0.0:80",
        "0.1.2.3:80",
        "[::]:80",
        "224.0.0.1:80",
        "[ff02::1]:80",
        "255.255.255.255:80"
      })
  void whereNobodyMayBeSentIsRefused(String address) throws Exception {
    assertRefused(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.1:80",
        "2130706433:80",
        "0x7f000001:80",
        "0x7f.1:80",
        "0x7F.0.0.1:80",
        "0177.0.0.1:80",
        "127.0.0.01:80",
        "127.0.0.1.:80",
        "1.2.3:80",
        "256.1.1.1:80",
        "0xa9fea9fe:80",
        "a..example:80",
        ".example:80",
        "https://books.example",
        "file:///etc/passwd",
        "gopher://127.0.0.1:80",
        "unix:/run/docker.sock",
        "user@127.0.0.1:80",
        "http://user:pass@127.0.0.1:80",
        "127.0.0.1:80\\r\\nX: y",
        "127.0.0.1\\r\\n:80",
        "127.0.0.1:80\\u0000",
        "127.0.0.1:80/path",
        "127.0.0.1:80?q",
        "127.0.0.1:80#f",
        "127.0.0.1:0",
        "127.0.0.1:65536",
        "127.0.0.1:-1",
        "127.0.0.1",
        "[::1%25lo]:80",
        "[fe80::1%1]:80",
        "[::1:80",
        "::1:80",
        "${jndi:ldap://x/a}:80",
        "{{7*7}}:80",
        "bücher.example:80",
        " 127.0.0.1:80",
        ""
      })
  void whatIsWrittenInAnOddWayIsRefused(String address) throws Exception {
    assertRefused(address);
  }

  @Test
  void theGatewaysOwnPortsAreRefused() throws Exception {
    int[] ports = {gateway.traffic().getPort(), gateway.admin().getPort()};
    for (int port : ports) {
      for (String host :
          new String[] {
            "127.0.0.1",
            "127.9.9.9",
            "localhost",
            "localhost.",
            "LOCALHOST",
            "a.localhost",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[::127.0.0.1]",
            "[64:ff9b::127.0.0.1]",
            "[2002:7f00:1::]"
          }) {
        assertRefused(host + ":" + port);
      }
    }
  }

  @Test
  void aNameThatLeadsHereIsRefusedWhenItIsDialled() throws Exception {
    String name = ownName();
    int port = gateway.admin().getPort();
    user.register("around", "[\"" + name + ":" + port + "\"]");
    assertEquals(502, user.get("/around/services").statusCode());
  }

  /** A name of this machine that is no address and not {@code localhost}. */
  private static String ownName() throws UnknownHostException {
    String name = InetAddress.getLocalHost().getHostName();
    Assumptions.assumeTrue(name.matches(".*[a-z-]$") && !name.equals("localhost"), name);
    return name;
  }

  @Test
  void onlyTheAllowedNetworksAreTaken(@TempDir Path elsewhere) throws Exception {
    try (Distribution strict =
        Distribution.start(
            elsewhere,
            """
            endpoints: {allow: [192.0.2.0/24, "2001:db8::/32"], deny: [192.0.2.9]}
            defaults: {balancer: least-connections, limiter: none, probe: none}
            """)) {
      User someone = new User(strict);
      assertEquals(201, someone.post("a", "[\"192.0.2.1:80\"]").statusCode());
      assertEquals(201, someone.post("b", "[\"[2001:db8::1]:80\"]").statusCode());
      for (String address :
          new String[] {"192.0.2.9:80", "192.0.3.1:80", "127.0.0.1:80", "localhost:80"}) {
        assertEquals(422, someone.post("c", "[\"" + address + "\"]").statusCode(), address);
      }
      String name = ownName();
      assertEquals(201, someone.post("d", "[\"" + name + ":9\"]").statusCode());
      assertEquals(502, someone.get("/d/").statusCode());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Origin | http://evil.example | 403",
        "Origin | null | 403",
        "Sec-Fetch-Site | cross-site | 403",
        "Sec-Fetch-Site | same-site | 403",
        "Content-Type | text/plain | 415",
        "Content-Type | application/x-www-form-urlencoded | 415",
        "Content-Type | multipart/form-data; boundary=x | 415"
      })
  void whatAForeignPageCouldSendChangesNothing(String field, String value, int status)
      throws Exception {
    int kept = user.post("kept", "[]").statusCode();
    assertTrue(kept == 201 || kept == 200, "" + kept);
    String before = user.getAdmin("/services").body();
    assertEquals(status, send(field, value, "POST", "/api/v1/plugins/reload", ""));
    assertEquals(status, send(field, value, "DELETE", "/services/kept", ""));
    assertEquals(status, send(field, value, "PUT", "/services/new", "[]"));
    assertEquals(before, user.getAdmin("/services").body());
  }

  private static int send(String field, String value, String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        user.toAdmin(path)
            .header(field, value)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!field.equals("Content-Type") && !body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return user.send(request.build()).statusCode();
  }

  @Test
  void whatLooksLikeAnExpressionIsAText() throws Exception {
    user.register("expression", "{\"endpoints\": [], \"host\": \"x.example\"}");
    HttpResponse<String> answer =
        user.post("expression", "{\"endpoints\": [], \"paths\": [\"/${7*7}\"]}");
    assertFalse(answer.body().contains("/49"), answer.body());
  }
}
