package io.sluice.benchmarks;

import io.sluice.benchmarks.Mode.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a comparison found, as a page of Markdown with pictures beside it. */
record Report(
    List<Findings> findings,
    List<String> skipped,
    List<String> faults,
    Options options,
    Map<String, String> configurations,
    LocalDateTime started) {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm");

  /** Writes the page into a folder, under its date and the machine's name. */
  Path write() throws IOException {
    Path folder = Path.of(options.text("results"));
    Files.createDirectories(folder);
    String time = TIME.format(started);
    String name = time + "-" + Machine.slug();
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # %s

        Machine: %s. Options: `%s`.

        All gateways run all the time, two workers each, with the same three endpoints on the same machine. Skipped: %s.

        """
            .formatted(
                time,
                Machine.description(),
                options,
                skipped.isEmpty() ? "none" : String.join("; ", skipped)));
    for (Findings each : findings) {
      page.append(each.text()).append('\n');
      for (Map.Entry<String, String> plot : each.plots().entrySet()) {
        String file = name + "-" + plot.getKey() + ".svg";
        Files.writeString(folder.resolve(file), plot.getValue());
        page.append("![%s](%s)\n".formatted(plot.getKey(), file));
      }
      page.append('\n');
    }
    page.append("## What failed\n\n");
    page.append(faults.isEmpty() ? "Nothing.\n" : "- " + String.join("\n- ", faults) + "\n");
    page.append("\n").append(settings());
    Path file = folder.resolve(name + ".md");
    return Files.writeString(file, page);
  }

  private String settings() {
    return configurations.entrySet().stream()
        .map(each -> "## %s\n\n```\n%s```\n".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining("\n"));
  }
}
