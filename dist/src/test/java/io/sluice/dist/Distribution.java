package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One running gateway: the built distribution, started by its own script as a user starts it.
 *
 * <p>A test opens it, talks to {@link #traffic()} and {@link #admin()}, and closes it; closing
 * sends SIGTERM and asserts that the gateway ended by itself with the exit code 0. Unless the
 * environment says otherwise both listeners take a free port of the loopback address.
 */
final class Distribution implements AutoCloseable {
  /** A command that has ended, with everything it printed. */
  record Ended(int exitCode, String output) {}

  private static final long PATIENCE_SECONDS = 60;
  private static final Pattern LISTENING =
      Pattern.compile("listening\\b.*\\btraffic (http\\S+?)[,;]? .*\\badmin (http\\S+)");

  /** What the surroundings of the tests must not tell the gateway. */
  private static final List<String> FOREIGN =
      List.of("JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "ADMIN_TOKEN");

  private final Process process;
  private final List<String> lines;
  private final Thread reader;
  private final URI traffic;
  private final URI admin;

  private Distribution(Process process, List<String> lines, Thread reader, Matcher listening) {
    this.process = process;
    this.lines = lines;
    this.reader = reader;
    this.traffic = URI.create(listening.group(1));
    this.admin = URI.create(listening.group(2));
  }

  /** The folder of the built distribution. */
  static Path home() {
    return Path.of(System.getProperty("sluice.distribution")).toAbsolutePath();
  }

  /** Starts a gateway on the shipped configuration. */
  static Distribution start() throws IOException {
    return start(Map.of());
  }

  /**
   * Starts a gateway on {@code configuration}, the text of a configuration file, kept in {@code
   * folder}.
   */
  static Distribution start(Path folder, String configuration) throws IOException {
    Path file = Files.writeString(folder.resolve("sluice.yaml"), configuration);
    return start(Map.of(), "--config", file.toString());
  }

  /**
   * Starts {@code sluice run} with these arguments, the environment changed by {@code environment}.
   */
  static Distribution start(Map<String, String> environment, String... arguments)
      throws IOException {
    return start(home(), environment, arguments);
  }

  /** Starts {@code sluice run} from a copy of the distribution in {@code home}. */
  static Distribution start(Path home, Map<String, String> environment, String... arguments)
      throws IOException {
    Map<String, String> merged = new HashMap<>();
    merged.put("LB_ADDR", "127.0.0.1:0");
    merged.put("ADMIN_ADDR", "127.0.0.1:0");
    merged.putAll(environment);
    Process process = launch(home.resolve("bin/sluice"), merged, concat("run", arguments));
    List<String> lines = new CopyOnWriteArrayList<>();
    CompletableFuture<Matcher> listening = new CompletableFuture<>();
    Thread reader = Thread.ofVirtual().start(() -> read(process, lines, listening));
    try {
      Matcher line = listening.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return new Distribution(process, lines, reader, line);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError("The gateway does not listen:\n" + String.join("\n", lines), e);
    }
  }

  /** Runs {@code bin/sluice} with these arguments to its end. */
  static Ended run(Map<String, String> environment, String... arguments) throws IOException {
    return run(home().resolve("bin/sluice"), environment, arguments);
  }

  /** Runs a start script with these arguments to its end. */
  static Ended run(Path script, Map<String, String> environment, String... arguments)
      throws IOException {
    Process process = launch(script, environment, arguments);
    CompletableFuture<String> output = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> output.complete(readAll(process)));
    try {
      String text = output.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return new Ended(process.waitFor(), text);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw new AssertionError("The command does not end", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Where requests go: scheme, address and port. */
  URI traffic() {
    return traffic;
  }

  /** Where the registry API and the metrics are: scheme, address and port. */
  URI admin() {
    return admin;
  }

  /** The process, for its id, its resources, or a signal. */
  Process process() {
    return process;
  }

  /** Every line printed so far, to either stream. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Sends SIGTERM, waits for the end and answers the exit code. */
  int stop() {
    process.toHandle().destroy(); // leaves the output open, unlike Process.destroy
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("SIGTERM does not end the gateway:\n" + String.join("\n", lines));
      }
      reader.join();
    } catch (InterruptedException e) {
      throw new AssertionError("Interrupted while the gateway stops", e);
    }
    return process.exitValue();
  }

  /** Stops the gateway, unless a test did, and asserts that it ended with the exit code 0. */
  @Override
  public void close() {
    if (process.isAlive()) {
      assertEquals(0, stop(), () -> String.join("\n", lines));
    }
  }

  private static Process launch(Path script, Map<String, String> environment, String... arguments)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(concat(script.toString(), arguments));
    builder.environment().keySet().removeAll(FOREIGN);
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).start();
  }

  private static void read(
      Process process, List<String> lines, CompletableFuture<Matcher> listening) {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        Matcher matcher = LISTENING.matcher(line);
        if (matcher.find()) {
          listening.complete(matcher);
        }
      }
      listening.completeExceptionally(new IllegalStateException("The gateway has ended"));
    } catch (IOException e) {
      listening.completeExceptionally(e);
    }
  }

  private static String readAll(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] concat(String first, String... others) {
    String[] all = new String[others.length + 1];
    all[0] = first;
    System.arraycopy(others, 0, all, 1, others.length);
    return all;
  }
}
