package io.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures how long the distribution takes from the exec of its start script to the first answer of
 * an endpoint of a service in its configuration file, and how many classes came from the start-up
 * cache.
 *
 * <p>Runs from source with the folder of the distribution as argument: {@code java StartUp.java
 * dist/target/sluice}.
 */
public final class StartUp {
  private static final int RUNS = 10;
  private static final Pattern LISTENING =
      Pattern.compile("listening\\b.*\\btraffic http://\\S*?:(\\d+)");

  private StartUp() {}

  /** Prints the time of each run, their median, and the share of the cache. */
  public static void main(String[] args) throws IOException, InterruptedException {
    HttpServer endpoint =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    endpoint.start();
    Path configuration = Files.createTempFile("sluice", ".yaml");
    Path classes = Files.createTempFile("sluice", ".classes");
    try {
      Files.writeString(configuration, configuration(endpoint.getAddress()));
      List<String> command =
          List.of(
              Path.of(args[0], "bin/sluice").toString(),
              "run",
              "--config",
              configuration.toString());
      List<Long> times = new ArrayList<>();
      for (int run = 0; run < RUNS; run++) {
        long millis = untilFirstAnswer(new ProcessBuilder(command));
        System.out.println(millis + " ms");
        times.add(millis);
      }
      Collections.sort(times);
      System.out.println("median " + (times.get(RUNS / 2 - 1) + times.get(RUNS / 2)) / 2 + " ms");
      ProcessBuilder logged = new ProcessBuilder(command);
      logged.environment().put("JAVA_OPTS", "-Xlog:class+load=info:file=" + classes);
      untilFirstAnswer(logged);
      List<String> loaded = Files.readAllLines(classes);
      long cached = loaded.stream().filter(line -> line.contains("shared objects file")).count();
      System.out.println(cached + " of " + loaded.size() + " classes from the cache");
    } finally {
      Files.delete(configuration);
      Files.delete(classes);
      endpoint.stop(0);
    }
  }

  private static String configuration(InetSocketAddress endpoint) {
    return """
    listen: 127.0.0.1:0
    admin: {address: "127.0.0.1:0"}
    defaults: {balancer: least-connections, limiter: token-bucket, probe: http}
    services: {books: {endpoints: ["127.0.0.1:%d"]}}
    """
        .formatted(endpoint.getPort());
  }

  private static long untilFirstAnswer(ProcessBuilder builder)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process gateway = builder.redirectErrorStream(true).start();
    try (BufferedReader output = gateway.inputReader()) {
      ask(listeningPort(output));
      return (System.nanoTime() - start) / 1_000_000;
    } finally {
      gateway.destroy();
      gateway.waitFor();
    }
  }

  private static int listeningPort(BufferedReader output) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        return Integer.parseInt(matcher.group(1));
      }
      lines.add(line);
    }
    throw new IllegalStateException("The gateway does not listen: " + lines);
  }

  private static void ask(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write("GET /books/ HTTP/1.1\r\nHost: sluice\r\n\r\n".getBytes(US_ASCII));
      String status = new String(socket.getInputStream().readNBytes(12), US_ASCII);
      if (!status.equals("HTTP/1.1 200")) {
        throw new IllegalStateException("Answered " + status);
      }
    }
  }
}
