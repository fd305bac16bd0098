package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus thinks of the metrics. */
final class MetricsIT {
  @TempDir Path folder;

  private Distribution gateway;
  private LocalEndpoint endpoint;
  private User user;

  @BeforeEach
  void serveSomething() throws Exception {
    gateway = Distribution.start();
    endpoint = LocalEndpoint.start();
    user = new User(gateway);
    user.register(
        "books",
        "{\"endpoints\": [\"%s\"], \"limiter\": {\"name\": \"token-bucket\", \"capacity\": 2}}"
            .formatted(endpoint.address()));
    for (int i = 0; i < 5; i++) {
      user.get("/books/");
    }
    user.get("/nobody/");
  }

  @AfterEach
  void stop() {
    gateway.close();
    endpoint.close();
  }

  @Test
  void promtoolHasNothingToComplainAbout() throws Exception {
    Path metrics = folder.resolve("metrics");
    Files.writeString(metrics, user.getAdmin("/metrics").body());
    Process promtool =
        new ProcessBuilder(Tool.require("promtool"), "check", "metrics")
            .redirectInput(metrics.toFile())
            .redirectErrorStream(true)
            .start();
    String complaints =
        new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("", complaints);
    assertEquals(0, promtool.waitFor());
  }

  @Test
  void prometheusScrapes() throws Exception {
    String address = "127.0.0.1:" + freePort();
    Process prometheus = startPrometheus(address);
    try {
      URI api = URI.create("http://" + address + "/api/v1/query?query=");
      User.await("the gateway is up", () -> answer(api, "up{job=\"sluice\"} == 1"));
      User.await(
          "the requests were counted",
          () -> answer(api, "sum(sluice_upstream_requests_total{service=\"books\"}) == 2"));
    } finally {
      prometheus.destroy();
      assertTrue(prometheus.waitFor(30, TimeUnit.SECONDS));
    }
  }

  private Process startPrometheus(String address) throws IOException {
    Path configuration =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s, scrape_timeout: 1s}
            scrape_configs:
              - job_name: sluice
                static_configs: [{targets: ["%s"]}]
            """
                .formatted(gateway.admin().getAuthority()));
    return new ProcessBuilder(
            Tool.require("prometheus"),
            "--config.file=" + configuration,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=" + address)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("prometheus.log").toFile())
        .start();
  }

  /** Whether an expression has a value. */
  private boolean answer(URI api, String expression) {
    try {
      URI query = URI.create(api + URLEncoder.encode(expression, StandardCharsets.UTF_8));
      return user.send(HttpRequest.newBuilder(query).build()).body().contains("\"value\":[");
    } catch (IOException e) {
      return false; // it does not listen yet
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
