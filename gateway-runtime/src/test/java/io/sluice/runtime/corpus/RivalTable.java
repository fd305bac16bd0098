package io.sluice.runtime.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table of the cases that other gateways see in another way, for reading. */
final class RivalTable {

  private final String rivals;
  private final List<String> rows = new ArrayList<>();
  private final List<String> unexplained = new ArrayList<>();

  /** A table without rows; its columns are ours and those of the rivals. */
  RivalTable(List<String> rivals) {
    this.rivals = String.join(" | ", rivals);
    rows.add("| case | Sluice | " + this.rivals + " | why |");
    rows.add("|---|---|" + "---|".repeat(rivals.size()) + "---|");
  }

  /** Adds a case with our verdict and theirs. */
  void add(String name, String ours, List<String> theirs, String why) {
    rows.add("| " + name + " | " + ours + " | " + String.join(" | ", theirs) + " | " + why + " |");
    if (why.isEmpty()) {
      unexplained.add(name + ": " + ours + "; " + rivals + ": " + String.join(" | ", theirs));
    }
  }

  /** The cases for which the corpus does not say why. */
  List<String> unexplained() {
    return List.copyOf(unexplained);
  }

  /** Writes the table into a file below {@code target}. */
  void write(String file) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "corpus-rivals"));
    Files.write(folder.resolve(file), rows);
  }
}
