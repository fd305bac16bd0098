package io.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where configurations are written and processes are started. Everything is on loopback. */
final class Setups {

  private static final int ENDPOINTS = 3;
  private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+[-.+~\\w]*)");

  private final Path folder;
  private final int[] endpoints = IntStream.range(0, ENDPOINTS).map(_ -> freePort()).toArray();
  private final Map<String, String> configurations = new LinkedHashMap<>();

  Setups(Path folder) {
    this.folder = folder;
  }

  /** What each was configured with, by name. */
  Map<String, String> configurations() {
    return configurations;
  }

  /** The endpoints' addresses in one text. */
  String addresses(String before, String between, String after) {
    return Arrays.stream(endpoints)
        .mapToObj(port -> "127.0.0.1:" + port)
        .collect(Collectors.joining(between, before, after));
  }

  int[] endpoints() {
    return endpoints.clone();
  }

  /**
   * Starts one nginx that is all endpoints. An upload is read in whole and dropped: nginx passes
   * the request on to itself without it.
   */
  Contender startEndpoints() throws IOException {
    Path bodies = Files.createDirectories(folder.resolve("bodies/books"));
    Files.writeString(bodies.resolve("small"), "x".repeat(130));
    Files.writeString(bodies.resolve("16k"), "x".repeat(16 << 10));
    Files.writeString(bodies.resolve("1m"), "x".repeat(1 << 20));
    String servers =
        Arrays.stream(endpoints)
            .mapToObj(
                """
                  server {
                    listen 127.0.0.1:%1$d backlog=4096;
                    open_file_cache max=10;
                    location / { return 200 "well"; }
                    location /books/ { root FOLDER/bodies; }
                    location = /books/small { return 200 "%2$s"; }
                    location = /books/upload {
                      client_max_body_size 2m;
                      client_body_buffer_size 2m;
                      proxy_pass http://127.0.0.1:%1$d/books/small;
                      proxy_method GET;
                      proxy_pass_request_body off;
                      proxy_set_header Content-Length "";
                      proxy_set_header Connection "";
                      proxy_http_version 1.1;
                    }
                  }
                """
                        .replace("%2$s", "x".repeat(130))
                    ::formatted)
            .collect(Collectors.joining());
    return nginx("endpoints", servers, endpoints[0]);
  }

  /** Starts a distribution. */
  Contender startSluice(String name, Path distribution, Variant variant) throws IOException {
    int port = freePort();
    String script = distribution.resolve("bin/sluice").toString();
    Path file =
        configuration(
            name,
            """
            listen: 127.0.0.1:%d
            admin: {address: "127.0.0.1:0"}
            defaults:
              balancer: {name: least-connections}
              limiter: %s
              probe: {name: http}
            %s
            services:
              books:
                endpoints: [%s]
                strip: false
            """
                .formatted(
                    port, variant.limiter(), variant.accessLog(), addresses("\"", "\", \"", "\"")));
    return start(
        name, version(script, "version"), port, script, "run", "--config", file.toString());
  }

  /** Starts nginx with these servers. */
  Contender nginx(String name, String servers, int port) throws IOException {
    Path file =
        configuration(
            name,
            """
            worker_processes 2;
            daemon off;
            pid FOLDER/%1$s.pid;
            error_log FOLDER/%1$s.error warn;
            worker_rlimit_nofile 20000;
            events { worker_connections 12000; }
            http {
              access_log off;
              keepalive_requests 1000000000;
              keepalive_timeout 600s;
              client_body_temp_path FOLDER/body;
              proxy_temp_path FOLDER/proxy;
              fastcgi_temp_path FOLDER/fastcgi;
              uwsgi_temp_path FOLDER/uwsgi;
              scgi_temp_path FOLDER/scgi;
            %2$s}
            """
                .formatted(name, servers));
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

  /** Writes a configuration, in which FOLDER stands for the folder of all of them. */
  Path configuration(String name, String text) throws IOException {
    configurations.put(name, text);
    return Files.writeString(
        folder.resolve(name.replace(' ', '-') + ".conf"),
        text.replace("FOLDER", folder.toString()));
  }

  /** Starts a process. */
  Contender start(String name, String version, int port, String... command) throws IOException {
    Path log = folder.resolve(name.replace(' ', '-') + ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("GOMAXPROCS", "2");
    return new Contender(name, version, builder.start(), log, port);
  }

  /** Whether a program is on the path. */
  static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** The first thing in a program's output that looks like a version. */
  static String version(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Matcher matcher = VERSION.matcher(new String(process.getInputStream().readAllBytes(), UTF_8));
    return matcher.find() ? matcher.group(1) : "";
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
