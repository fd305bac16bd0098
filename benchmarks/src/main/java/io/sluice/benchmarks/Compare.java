package io.sluice.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads Sluice and the gateways it is measured against side by side, and writes a table of what a
 * request costs each of them.
 *
 * <p>Runs from source: {@code java Compare.java [--rounds=9] [--seconds=5] [--connections=64]
 * [--warm-up=40] [--results=benchmarks/results] [--access-log=json] DISTRIBUTION...}. With an
 * access log each distribution runs twice, without it and with it. All gateways run all the time
 * and are loaded one after the other in each round, each round begins with another one, and ratios
 * are taken within a round: so what else the machine does meets all alike. Everything is on
 * loopback and ends with the program.
 */
public final class Compare {

  private static final int ENDPOINTS = 3;

  private final Map<String, String> options = new LinkedHashMap<>();
  private final List<Path> distributions = new ArrayList<>();

  private Compare(String[] args) {
    options.put("rounds", "9");
    options.put("seconds", "5");
    options.put("connections", "64");
    options.put("warm-up", "40");
    options.put("results", "benchmarks/results");
    for (String arg : args) {
      if (arg.startsWith("--") && arg.contains("=")) {
        options.put(arg.substring(2, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
      } else {
        distributions.add(Path.of(arg).toAbsolutePath().normalize());
      }
    }
  }

  /** Runs the comparison. */
  public static void main(String[] args) throws IOException, InterruptedException {
    new Compare(args).run();
  }

  private void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("sluice-compare");
    List<Contender> contenders = Collections.synchronizedList(new ArrayList<>());
    Thread cleaning = new Thread(() -> cleanUp(contenders, folder));
    Runtime.getRuntime().addShutdownHook(cleaning);
    Setups setups = new Setups(folder, freePorts(ENDPOINTS));
    setups.startEndpoints(contenders);
    List<String> skipped = setups.startRivals(contenders, Compare::freePort);
    for (Path distribution : distributions) {
      String name = distributions.size() == 1 ? "Sluice" : "Sluice " + distribution.getFileName();
      contenders.add(setups.startSluice(name, distribution, freePort(), ""));
      if (options.containsKey("access-log")) {
        String logging = name + " with access log";
        contenders.add(setups.startSluice(logging, distribution, freePort(), option("access-log")));
      }
    }
    List<Contender> loaded = contenders.stream().filter(c -> c.port() > 0).toList();
    loaded.forEach(Contender::awaitAnswer);
    int connections = number("connections");
    for (Contender contender : loaded) {
      boolean java = contender.name().startsWith("Sluice");
      new Load(contender, connections, java ? number("warm-up") : 2).run();
    }
    Results results = new Results(loaded);
    for (int round = 0; round < number("rounds"); round++) {
      List<Contender> order = new ArrayList<>(loaded);
      Collections.rotate(order, -round);
      for (Contender contender : order) {
        results.add(contender, new Load(contender, connections, number("seconds")).run());
      }
      System.out.println("round " + (round + 1) + ": " + results.lastRound());
    }
    Report report = new Report(results, skipped, options, setups.configurations());
    System.out.println(report.table());
    System.out.println("written to " + report.write(Path.of(option("results"))));
  }

  private String option(String name) {
    return options.getOrDefault(name, "");
  }

  private int number(String name) {
    return Integer.parseInt(option(name));
  }

  private static int[] freePorts(int count) {
    int[] ports = new int[count];
    Arrays.setAll(ports, _ -> freePort());
    return ports;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void cleanUp(List<Contender> contenders, Path folder) {
    contenders.forEach(Contender::close);
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.err.println("left behind: " + folder);
    }
  }
}
