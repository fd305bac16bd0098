package io.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How each rival is set up: two workers, least connections where it has them, connections kept on
 * both sides, the client told to the endpoints, metrics where it has them, no access log, the path
 * passed on as it is.
 */
record Rivals(Setups setups) {

  private static final Path SPRING = Path.of("benchmarks/src/spring-cloud-gateway/pom.xml");
  private static final Path SPRING_JAR =
      Path.of("benchmarks/target/spring-cloud-gateway/gateway.jar");

  /** Why a rival can't be started, or empty. */
  static String missing(String name) {
    return switch (name) {
      case "nginx", "haproxy", "caddy" -> Setups.isInstalled(name) ? "" : "not installed";
      case "spring-cloud-gateway" ->
          Files.exists(SPRING) ? "" : "no " + SPRING + " below the working directory";
      default -> "not a rival we know";
    };
  }

  /** Starts a rival. */
  Contender start(String name) throws IOException, InterruptedException {
    return switch (name) {
      case "nginx" -> nginx();
      case "haproxy" -> haproxy();
      case "caddy" -> caddy();
      case "spring-cloud-gateway" -> spring();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private Contender nginx() throws IOException {
    int port = Setups.freePort();
    String server =
        """
          upstream endpoints {
            least_conn;
            %s
            keepalive 1024;
            keepalive_requests 1000000000;
          }
          server {
            listen 127.0.0.1:%d backlog=4096;
            client_max_body_size 0;
            location / {
              proxy_pass http://endpoints;
              proxy_http_version 1.1;
              proxy_request_buffering off;
              proxy_max_temp_file_size 0;
              proxy_set_header Connection "";
              proxy_set_header Host $http_host;
              proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
              proxy_set_header X-Forwarded-Proto $scheme;
            }
            location = /stub_status { stub_status; }
          }
        """
            .formatted(setups.addresses("server ", "; server ", ";"), port);
    return setups.nginx("nginx", server, port);
  }

  private Contender haproxy() throws IOException {
    int port = Setups.freePort();
    String servers =
        Arrays.stream(setups.endpoints())
            .mapToObj("  server e%1$d 127.0.0.1:%1$d check inter 5s\n"::formatted)
            .collect(Collectors.joining());
    Path file =
        setups.configuration(
            "haproxy",
            """
            global
              nbthread 2
              maxconn 4096
            defaults
              mode http
              timeout connect 2s
              timeout client 60s
              timeout server 30s
              option forwardfor
              http-reuse always
            frontend clients
              bind 127.0.0.1:%d backlog 4096
              http-request set-header X-Forwarded-Proto http
              default_backend endpoints
            backend endpoints
              balance leastconn
            %s\
            """
                .formatted(port, servers));
    return setups.start(
        "haproxy", Setups.version("haproxy", "-v"), port, "haproxy", "-db", "-f", file.toString());
  }

  private Contender caddy() throws IOException {
    int port = Setups.freePort();
    Path file =
        setups.configuration(
            "caddy",
            """
            {
              admin off
              auto_https off
              servers {
                metrics
              }
            }
            http://127.0.0.1:%d {
              bind 127.0.0.1
              reverse_proxy %s {
                lb_policy least_conn
                transport http {
                  keepalive_idle_conns_per_host 1024
                }
              }
            }
            """
                .formatted(port, setups.addresses("", " ", "")));
    return setups.start(
        "caddy",
        Setups.version("caddy", "version"),
        port,
        "caddy",
        "run",
        "--adapter",
        "caddyfile",
        "--config",
        file.toString());
  }

  /**
   * Builds it unless it is there, and starts it. It balances in turn, since it has nothing else.
   */
  private Contender spring() throws IOException, InterruptedException {
    if (!Files.exists(SPRING_JAR)) {
      System.out.println("building Spring Cloud Gateway");
      Tool.run(
          Duration.ofMinutes(5), List.of("./mvnw", "-q", "-B", "-f", SPRING.toString(), "package"));
    }
    int port = Setups.freePort();
    int[] endpoints = setups.endpoints();
    String instances =
        IntStream.range(0, endpoints.length)
            .mapToObj(i ->
                "spring.cloud.discovery.client.simple.instances.books[%d].uri=http://127.0.0.1:%d\n"
                    .formatted(i, endpoints[i]))
            .collect(Collectors.joining());
    Path file =
        setups.configuration(
            "spring-cloud-gateway",
            """
            server.address=127.0.0.1
            server.port=%d
            spring.cloud.gateway.server.webflux.metrics.enabled=true
            spring.cloud.gateway.server.webflux.routes[0].id=books
            spring.cloud.gateway.server.webflux.routes[0].uri=lb://books
            spring.cloud.gateway.server.webflux.routes[0].predicates[0]=Path=/books/**
            spring.cloud.gateway.server.webflux.httpclient.pool.type=elastic
            %s\
            """
                .formatted(port, instances));
    return setups.start(
        "spring-cloud-gateway",
        "2025.1.1",
        port,
        ProcessHandle.current().info().command().orElse("java"),
        "-Dreactor.netty.ioWorkerCount=2",
        "-jar",
        SPRING_JAR.toString(),
        "--spring.config.location=file:" + properties(file));
  }

  /** Spring knows a format by the ending of a file's name. */
  private static Path properties(Path file) throws IOException {
    Path named = file.resolveSibling("spring.properties");
    return Files.copy(file, named);
  }
}
