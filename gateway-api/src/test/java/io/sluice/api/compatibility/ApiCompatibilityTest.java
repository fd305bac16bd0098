package io.sluice.api.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A plugin that was built against the baseline still fits, but for what was accepted. */
final class ApiCompatibilityTest {

  private static final Path FOLDER = Path.of("baseline");
  private static final Path CLASSES = Path.of("target", "classes");

  /** A line of the list of accepted breaks. */
  private record Accepted(LocalDate date, String what, String why) {

    /** The place may hold blanks; the change is in capitals, and the first word that is. */
    static Accepted of(String line) {
      List<String> words = List.of(line.split("\\s+"));
      int change = 1;
      while (!words.get(change).matches("[A-Z_]+")) {
        change++;
      }
      return new Accepted(
          LocalDate.parse(words.getFirst()),
          String.join(" ", words.subList(1, change + 1)),
          String.join(" ", words.subList(change + 1, words.size())));
    }
  }

  @Test
  void everyBreakIsAcceptedAndNoneThatIsAcceptedIsGone() throws IOException {
    Set<String> accepted = new TreeSet<>();
    for (Accepted one : accepted()) {
      assertTrue(!one.why().isBlank(), () -> "no reason is given: " + one);
      accepted.add(one.what());
    }
    assertEquals(accepted, ApiBreaks.between(baseline(), CLASSES, _ -> true));
  }

  /** So that a comparison that sees nothing is not taken for one that found nothing. */
  @Test
  void aTypeThatIsGoneIsNoticed() throws IOException {
    Set<String> breaks =
        ApiBreaks.between(baseline(), CLASSES, file -> !file.equals("Client.class"));
    assertTrue(breaks.contains("io.sluice.api.Client CLASS_REMOVED"), breaks::toString);
  }

  private static Path baseline() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
      assertEquals(1, jars.size(), () -> "one baseline, not " + jars);
      return jars.getFirst();
    }
  }

  private static List<Accepted> accepted() throws IOException {
    return Files.readAllLines(FOLDER.resolve("accepted-breaks.txt")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Accepted::of)
        .toList();
  }
}
