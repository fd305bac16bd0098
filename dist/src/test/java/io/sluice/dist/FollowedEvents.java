package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sluice events -f} at work: its lines, and when each one came. */
final class FollowedEvents implements AutoCloseable {

  /** One line of JSON. */
  record Line(Instant came, String text) {

    /** How long after the event it came. */
    Duration delay() {
      Matcher at = Pattern.compile("\"at\":\"([^\"]+)\"").matcher(text);
      assertTrue(at.find(), text);
      return Duration.between(Instant.parse(at.group(1)), came);
    }
  }

  private final Process process;
  private final List<Line> lines = new CopyOnWriteArrayList<>();

  private FollowedEvents(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /** Starts to follow, with these options, too. */
  static FollowedEvents start(Distribution gateway, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Distribution.home().resolve("bin/sluice").toString(), "events", "-f"));
    command.addAll(List.of("-o", "json", "--admin", gateway.admin().toString()));
    command.addAll(List.of(options));
    return new FollowedEvents(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  private void read() {
    try (BufferedReader in = process.inputReader()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(new Line(Instant.now(), line));
      }
    } catch (IOException e) {
      lines.add(new Line(Instant.now(), "the output broke: " + e));
    }
  }

  /** Waits for the first line that has all of these texts. */
  Line await(String... texts) throws InterruptedException {
    User.await(
        String.join(" ", texts) + " in the events", () -> lines.stream().anyMatch(has(texts)));
    return lines.stream().filter(has(texts)).findFirst().orElseThrow();
  }

  private static Predicate<Line> has(String... texts) {
    return line -> List.of(texts).stream().allMatch(line.text()::contains);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
