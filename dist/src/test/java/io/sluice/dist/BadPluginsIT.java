package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services whose plugins do what they may not, beside one whose plugins are sound: each of them
 * gets what its policy says, the sound one notices nothing, and every plugin is named in the log,
 * in the metrics and in the API.
 */
final class BadPluginsIT {

  private static final Path SOURCES = Path.of("src/test/resources/bad-plugins");
  private static final Duration PHASE = Duration.ofSeconds(5);

  /** What can not be told from the noise of a busy machine. */
  private static final Duration FLOOR = Duration.ofMillis(25);

  /** A service of one bad plugin, and what its clients may be answered. */
  private record Bad(
      String service,
      String policies,
      String kind,
      String plugin,
      String fault,
      Set<Integer> statuses) {}

  private static Bad filter(String fault, String onFailure, String named, Set<Integer> statuses) {
    String policies =
        "\"filters\": [{\"name\": \"bad-filter\", \"fault\": \"%s\", \"onFailure\": \"%s\"}]"
            .formatted(fault, onFailure);
    return new Bad(fault, policies, "filter", "bad-filter", named, statuses);
  }

  private static Bad limiter(String fault, String onFailure, Set<Integer> statuses) {
    String policies =
        "\"limiter\": {\"name\": \"bad-limiter\", \"fault\": \"%s\", \"onFailure\": \"%s\"}"
            .formatted(fault, onFailure);
    return new Bad(fault, policies, "limiter", "bad-limiter", "threw", statuses);
  }

  private static Bad balancer(String fault, String named, Set<Integer> statuses) {
    String policies =
        "\"balancer\": {\"name\": \"bad-balancer\", \"fault\": \"%s\"}".formatted(fault);
    return new Bad(fault, policies, "balancer", "bad-balancer", named, statuses);
  }

  private static final List<Bad> ALL =
      List.of(
          filter("throws", "skip", "threw", Set.of(200)),
          filter("blocks", "fail", "late", Set.of(504, 500)),
          filter("answers-twice", "fail", "twice", Set.of(500)),
          filter("leaks", "fail", "leak", Set.of(204)),
          limiter("error", "refuse", Set.of(429)),
          limiter("releases-twice", "admit", Set.of(200)),
          balancer("foreign", "wrong-answer", Set.of(200)),
          balancer("sleeps", "slow", Set.of(200)));

  @TempDir Path folder;

  @Test
  void onlyTheServiceOfABadPluginSuffersAndThePluginIsNamed() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    CompiledPlugin.pack(
        SOURCES, Files.createDirectory(folder.resolve("classes")), plugins.resolve("bad.jar"));
    try (LocalEndpoint endpoint = LocalEndpoint.start();
        Distribution gateway =
            Distribution.start(
                folder,
                """
                defaults: {balancer: round-robin, limiter: none, probe: http}
                timeouts: {request: 1s, drain: 1s}
                plugins: {directory: "%s"}
                """
                    .formatted(plugins))) {
      User user = new User(gateway);
      user.register("sound", "[\"%s\"]".formatted(endpoint.address()));
      for (Bad bad : ALL) {
        user.register("twin-" + bad.service(), "[\"%s\"]".formatted(endpoint.address()));
        user.register(
            bad.service(),
            "{\"endpoints\": [\"%s\"], %s}".formatted(endpoint.address(), bad.policies()));
      }
      Duration before = alongside(user, "/twin-", false);
      Duration during = alongside(user, "/", true);
      System.out.println("99 of 100 answers within " + before + ", with bad plugins " + during);
      assertTrue(
          during.compareTo(FLOOR) <= 0 || 2 * during.toNanos() <= 3 * before.toNanos(),
          () -> before + " became " + during);
      for (Bad bad : ALL) {
        assertNamed(gateway, user, bad);
      }
      assertEndsWell(user);
      aPluginThatSpinsIsNamedWhileItDoes(gateway, user, endpoint);
    }
  }

  /** What the sound service's answers take while the others are asked, too. */
  private static Duration alongside(User user, String prefix, boolean bad)
      throws InterruptedException {
    List<PacedClient> others = new ArrayList<>();
    try (PacedClient warmUp = PacedClient.start(user, "/sound/", Duration.ofMillis(5))) {
      User.await("it is warm", () -> warmUp.answers() >= 100);
    }
    PacedClient sound = PacedClient.start(user, "/sound/", Duration.ofMillis(5));
    for (Bad other : ALL) {
      others.add(PacedClient.start(user, prefix + other.service() + "/", Duration.ofMillis(25)));
    }
    long end = System.nanoTime() + PHASE.toNanos();
    User.await("the phase ends", () -> System.nanoTime() - end >= 0);
    others.forEach(PacedClient::close);
    sound.close();
    assertEquals(Set.of(200), sound.statuses());
    assertEquals(List.of(), sound.failures());
    for (int i = 0; i < ALL.size(); i++) {
      Set<Integer> seen = others.get(i).statuses();
      Bad other = ALL.get(i);
      assertEquals(List.of(), others.get(i).failures(), other.service());
      assertTrue(
          (bad ? other.statuses() : Set.of(200)).containsAll(seen),
          other.service() + " got " + seen);
    }
    return sound.slowestOf99();
  }

  private static void assertNamed(Distribution gateway, User user, Bad bad)
      throws IOException, InterruptedException {
    String who = bad.kind() + " " + bad.plugin() + " of service " + bad.service();
    assertTrue(
        gateway.lines().stream().anyMatch(line -> line.contains(who)),
        () -> who + " is not in " + gateway.lines());
    String series =
        "sluice_plugin_failures_total{fault=\"%s\",kind=\"%s\",plugin=\"%s\",service=\"%s\"} "
            .formatted(bad.fault(), bad.kind(), bad.plugin(), bad.service());
    String metrics = user.getAdmin("/metrics").body();
    assertTrue(metrics.contains(series), () -> series + " is not in " + metrics);
    String document = User.compact(user.getAdmin("/api/v1/plugins").body());
    assertTrue(
        Pattern.compile(
                "\\{\"service\":\"%s\",\"state\":\"\\w+\",\"failures\":[1-9]"
                    .formatted(bad.service()))
            .matcher(document)
            .find(),
        () -> bad.service() + " is not in " + document);
  }

  private static void assertEndsWell(User user) throws InterruptedException {
    User.await(
        "nothing is in flight",
        () -> {
          try {
            String services = User.compact(user.getAdmin("/services").body());
            return !Pattern.compile("\"inFlight\":[1-9]").matcher(services).find();
          } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  /** It holds one of two carriers; the other, and the watchdog, which needs none, go on. */
  private static void aPluginThatSpinsIsNamedWhileItDoes(
      Distribution gateway, User user, LocalEndpoint endpoint)
      throws IOException, InterruptedException {
    user.register(
        "spins",
        "{\"endpoints\": [\"%s\"], %s}"
            .formatted(endpoint.address(), balancer("spins", "stuck", Set.of()).policies()));
    try (PacedClient _ = PacedClient.start(user, "/spins/", Duration.ofSeconds(20))) {
      User.await(
          "it is named",
          () ->
              gateway.lines().stream()
                  .anyMatch(line ->
                      line.contains("balancer bad-balancer of service spins")
                          && line.contains("does not come back")));
      String document = User.compact(user.getAdmin("/api/v1/plugins").body());
      assertTrue(document.contains("{\"service\":\"spins\",\"state\":\"stuck\""), document);
      assertEquals(200, user.get("/sound/").statusCode());
      assertEquals(200, user.get("/spins/").statusCode(), "others are picked for by chance");
    }
  }
}
