package io.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the endpoints and each gateway are set up: two workers, least connections, connections kept
 * on both sides, the client told to the endpoints, no access log, the path passed on as it is.
 */
final class Setups {

  private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+[-.+~\\w]*)");

  private final Path folder;
  private final int[] endpoints;
  private final Map<String, String> configurations = new LinkedHashMap<>();

  Setups(Path folder, int[] endpoints) {
    this.folder = folder;
    this.endpoints = endpoints;
  }

  /** What each was configured with, by name. */
  Map<String, String> configurations() {
    return configurations;
  }

  /** Starts one nginx that is all endpoints; each answers 130 bytes to every request. */
  void startEndpoints(List<Contender> into) throws IOException {
    String servers =
        Arrays.stream(endpoints)
            .mapToObj(port ->
                "server { listen 127.0.0.1:%d; location / { return 200 \"%s\"; } }\n"
                    .formatted(port, "x".repeat(130)))
            .collect(Collectors.joining("  "));
    into.add(nginx("endpoints", servers, 0));
  }

  /** Starts each rival that is installed and returns the names of the others. */
  List<String> startRivals(List<Contender> into, IntSupplier freePort) throws IOException {
    List<String> skipped = new ArrayList<>();
    for (String rival : List.of("nginx", "haproxy", "caddy")) {
      if (!isInstalled(rival)) {
        skipped.add(rival);
        continue;
      }
      int port = freePort.getAsInt();
      into.add(
          switch (rival) {
            case "nginx" -> nginx("nginx", nginxServer(port), port);
            case "haproxy" -> haproxy(port);
            default -> caddy(port);
          });
    }
    return skipped;
  }

  /**
   * Starts a distribution.
   *
   * @param accessLog the format of its access log, or empty for none
   */
  Contender startSluice(String name, Path distribution, int port, String accessLog)
      throws IOException {
    String log =
        accessLog.isEmpty()
            ? ""
            : "access-log: {to: %s/access.log, format: %s}\n".formatted(folder, accessLog);
    String script = distribution.resolve("bin/sluice").toString();
    Path file =
        configuration(
            name,
            """
            listen: 127.0.0.1:%d
            admin: {address: "127.0.0.1:0"}
            defaults:
              balancer: {name: least-connections}
              limiter: {name: none}
              probe: {name: http}
            services:
              books:
                endpoints: [%s]
                strip: false
            %s\
            """
                .formatted(port, addresses("\"", "\", \"", "\""), log));
    return start(
        name, version(script, "version"), port, script, "run", "--config", file.toString());
  }

  private Contender nginx(String name, String servers, int port) throws IOException {
    Path file =
        configuration(
            name,
            """
            worker_processes 2;
            daemon off;
            pid %1$s/%2$s.pid;
            error_log %1$s/%2$s.error warn;
            events { worker_connections 4096; }
            http {
              access_log off;
              keepalive_requests 1000000000;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              %3$s
            }
            """
                .formatted(folder, name, servers));
    return start(
        name,
        version("nginx", "-v"),
        port,
        "nginx",
        "-p",
        folder.toString(),
        "-c",
        file.toString());
  }

  private String nginxServer(int port) {
    return """
    upstream endpoints {
        least_conn;
        %s
        keepalive 64;
        keepalive_requests 1000000000;
      }
      server {
        listen 127.0.0.1:%d;
        location / {
          proxy_pass http://endpoints;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_set_header Host $http_host;
          proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
          proxy_set_header X-Forwarded-Proto $scheme;
        }
      }
    """
        .formatted(addresses("server ", "; server ", ";"), port);
  }

  private Contender haproxy(int port) throws IOException {
    String servers =
        Arrays.stream(endpoints)
            .mapToObj(each -> "  server e%1$d 127.0.0.1:%1$d check inter 5s\n".formatted(each))
            .collect(Collectors.joining());
    Path file =
        configuration(
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
              bind 127.0.0.1:%d
              http-request set-header X-Forwarded-Proto http
              default_backend endpoints
            backend endpoints
              balance leastconn
            %s\
            """
                .formatted(port, servers));
    return start(
        "haproxy", version("haproxy", "-v"), port, "haproxy", "-db", "-f", file.toString());
  }

  private Contender caddy(int port) throws IOException {
    Path file =
        configuration(
            "caddy",
            """
            {
              admin off
              auto_https off
              persist_config off
            }
            http://127.0.0.1:%d {
              bind 127.0.0.1
              reverse_proxy %s {
                lb_policy least_conn
              }
            }
            """
                .formatted(port, addresses("", " ", "")));
    return start(
        "caddy",
        version("caddy", "version"),
        port,
        "caddy",
        "run",
        "--adapter",
        "caddyfile",
        "--config",
        file.toString());
  }

  private String addresses(String before, String between, String after) {
    return Arrays.stream(endpoints)
        .mapToObj(port -> "127.0.0.1:" + port)
        .collect(Collectors.joining(between, before, after));
  }

  private Path configuration(String name, String text) throws IOException {
    configurations.put(name, text.replace(folder.toString(), "FOLDER"));
    return Files.writeString(folder.resolve(name.replace(' ', '-') + ".conf"), text);
  }

  private Contender start(String name, String version, int port, String... command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(name.replace(' ', '-') + ".log").toFile());
    builder.environment().put("HOME", folder.toString());
    return new Contender(name, version, builder.start(), port);
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private static String version(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Matcher matcher = VERSION.matcher(new String(process.getInputStream().readAllBytes(), UTF_8));
    return matcher.find() ? matcher.group(1) : "";
  }
}
