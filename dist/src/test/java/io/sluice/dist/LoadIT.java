package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many connections against endpoints that close theirs now and then, as nginx does by default.
 *
 * <p>{@code -Dsluice.load=60s} says for how long; 10 s otherwise.
 */
final class LoadIT {
  private static final String DURATION = System.getProperty("sluice.load", "10s");
  private static final int ENDPOINTS = 3;

  @TempDir Path folder;

  @Test
  void noRequestFailsAndNoneIsLeftInFlight() throws Exception {
    String wrk = Tool.require("wrk");
    List<Integer> ports = freePorts();
    Process nginx = startNginx(ports);
    try (Distribution gateway = Distribution.start()) {
      User user = new User(gateway);
      String addresses =
          ports.stream()
              .map(port -> "\"127.0.0.1:" + port + "\"")
              .collect(Collectors.joining(",", "[", "]"));
      user.register("books", "{\"endpoints\": %s, \"limiter\": \"none\"}".formatted(addresses));

      String report = run(wrk, "-t2", "-c64", "-d" + DURATION, gateway.traffic() + "/books/");
      System.out.println(report);
      assertTrue(report.contains("Requests/sec"), report);
      assertFalse(report.contains("Socket errors"), report);
      assertFalse(report.contains("Non-2xx"), report);
      User.await("nothing in flight", () -> inFlight(user).equals(List.of("0", "0", "0")));
    } finally {
      nginx.destroy();
      nginx.waitFor();
    }
  }

  private static List<String> inFlight(User user) {
    try {
      String document = User.compact(user.getAdmin("/services/books").body());
      return Pattern.compile("\"inFlight\":(\\d+)")
          .matcher(document)
          .results()
          .map(found -> found.group(1))
          .toList();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Integer> freePorts() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    for (int i = 0; i < ENDPOINTS; i++) {
      sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return sockets.stream().map(ServerSocket::getLocalPort).toList();
  }

  private Process startNginx(List<Integer> ports) throws IOException, InterruptedException {
    String listeners =
        ports.stream()
            .map(port -> "server { listen 127.0.0.1:" + port + "; return 200 'well'; }")
            .collect(Collectors.joining("\n"));
    Path configuration =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            daemon off;
            pid nginx.pid;
            error_log stderr;
            worker_processes 1;
            events { worker_connections 1024; }
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
            %s
            }
            """
                .formatted(listeners));
    Process nginx =
        new ProcessBuilder(
                Tool.require("nginx"), "-p", folder.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.log").toFile())
            .start();
    User.await("nginx accepts", () -> ports.stream().allMatch(LoadIT::accepts));
    return nginx;
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), output);
    return output;
  }
}
