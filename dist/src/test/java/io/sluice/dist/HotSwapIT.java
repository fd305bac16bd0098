package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that are added, replaced and removed while the gateway serves. */
final class HotSwapIT {
  private static final int CONNECTIONS = 64;
  private static final int REPLACEMENTS = 50;
  private static final String MARK = "\"name\":\"mark\"";

  @TempDir Path folder;

  private Path plugins;
  private List<LocalEndpoint> endpoints;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectory(folder.resolve("plugins"));
    endpoints = List.of(LocalEndpoint.start(), LocalEndpoint.start());
  }

  @AfterEach
  void closeEndpoints() {
    endpoints.forEach(LocalEndpoint::close);
  }

  private Distribution start() throws IOException {
    return Distribution.start(folder, "plugins: {directory: \"%s\"}\n".formatted(plugins));
  }

  private String service(String policies) {
    return "{\"endpoints\": %s, \"limiter\": \"none\", %s}"
        .formatted(User.array(endpoints), policies);
  }

  @Test
  void fiftyReplacementsUnderLoadFailNoRequestAndLeaveNoLayerBehind() throws Exception {
    SwapJars turn = SwapJars.balancer(folder);
    SwapJars mark = SwapJars.filter(folder);
    turn.drop(plugins, "0");
    mark.drop(plugins, "0");
    try (Distribution gateway = start()) {
      User user = new User(gateway);
      user.register("books", service("\"balancer\": \"turn\", \"filters\": [\"mark\"]"));
      try (SteadyClients clients =
          SteadyClients.start(CONNECTIONS, gateway.traffic().resolve("/books/"))) {
        for (int version = 1; version <= REPLACEMENTS; version++) {
          turn.drop(plugins, "" + version);
          mark.drop(plugins, "" + version);
          assertFalse(reload(user).contains("\"reason\""));
          String mine = user.get("/books/").headers().firstValue("X-Mark").orElseThrow();
          assertEquals("" + version, mine);
        }
        user.post("books", service("\"balancer\": \"round-robin\", \"filters\": []"));
        Files.delete(plugins.resolve("turn.jar"));
        Files.delete(plugins.resolve("mark.jar"));
        String report = reload(user);
        assertTrue(report.contains("\"removed\":[{\"path\""), report);
        long before = clients.answers();
        User.await("requests pass without them", () -> clients.answers() > before + CONNECTIONS);
        clients.stop();
        assertEquals(List.of(), clients.failures());
        System.out.println("hot swap: " + clients.answers() + " requests, none failed");
      }
      assertEquals(0, countOf(user, "\"contentHash\""), user.getAdmin("/plugins").body());
      assertCollected(gateway, user);
    }
  }

  @Test
  void aWatchedFolderIsTakenUpWithoutBeingAsked() throws Exception {
    SwapJars mark = SwapJars.filter(folder);
    try (Distribution gateway = start()) {
      User user = new User(gateway);
      Path jar = mark.drop(plugins, "one");
      User.await("the plugin is there", () -> countOf(user, MARK) == 1);
      user.register("books", service("\"filters\": [\"mark\"]"));
      mark.drop(plugins, "two");
      User.await("it is replaced", () -> marked(user).equals("two"));
      Files.write(jar, new byte[] {1, 2, 3});
      User.await("the fault is told", () -> countOf(user, "mark.jar is not used") == 1);
      assertEquals("two", marked(user));
      Files.delete(jar);
      User.await("it is an orphan", () -> countOf(user, "\"orphaned\"") == 1);
      assertEquals("two", marked(user));
      HttpResponse<String> refused = user.post("shop", service("\"filters\": [\"mark\"]"));
      assertEquals(422, refused.statusCode(), refused.body());
      user.post("books", service("\"filters\": []"));
      User.await("it is gone", () -> countOf(user, MARK) == 0);
      assertCollected(gateway, user);
    }
  }

  private static String reload(User user) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        user.send(user.toAdmin("/api/v1/plugins/reload").POST(BodyPublishers.noBody()).build());
    assertEquals(200, answer.statusCode(), answer.body());
    return User.compact(answer.body());
  }

  private static String marked(User user) {
    try {
      return user.get("/books/").headers().firstValue("X-Mark").orElse("");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** How often a text stands in the document of all plugins. */
  private static int countOf(User user, String text) {
    try {
      String document = User.compact(user.getAdmin("/api/v1/plugins").body());
      return document.split(text, -1).length - 1;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Nothing keeps a layer that was let go of from the collector. */
  private static void assertCollected(Distribution gateway, User user) throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String pid = Long.toString(gateway.process().pid());
    User.await(
        "all layers are reclaimed",
        () -> {
          collect(jcmd, pid);
          return metrics(user).contains("\nsluice_plugin_layers_unreclaimed 0.0\n");
        });
  }

  private static void collect(String jcmd, String pid) {
    try {
      Process collection =
          new ProcessBuilder(jcmd, pid, "GC.run").redirectErrorStream(true).start();
      byte[] output = collection.getInputStream().readAllBytes();
      assertEquals(0, collection.waitFor(), new String(output, StandardCharsets.UTF_8));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String metrics(User user) {
    try {
      return user.getAdmin("/metrics").body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
