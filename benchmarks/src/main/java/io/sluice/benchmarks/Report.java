package io.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a comparison found, as a page of Markdown. */
record Report(
    Results results,
    List<String> skipped,
    Map<String, String> options,
    Map<String, String> configurations) {

  /** The figures, with the first gateway as the measure of the others. */
  String table() {
    Contender base = results.contenders().getFirst();
    StringBuilder table = new StringBuilder();
    table.append(
        """
        | gateway | CPU a request | ratio to %1$s | requests a second | ratio to %1$s | resident |
        |---|---|---|---|---|---|
        """
            .formatted(base.name()));
    for (Contender each : results.contenders()) {
      table.append(
          "| %s %s | %.1f us | %s | %.0f | %s | %d MiB |\n"
              .formatted(
                  each.name(),
                  each.version(),
                  results.median(each, Load.Sample::cpuMicros),
                  results.ratio(each, base, Load.Sample::cpuMicros),
                  results.median(each, Load.Sample::rate),
                  results.ratio(each, base, Load.Sample::rate),
                  each.residentKib() / 1024));
    }
    return table.toString();
  }

  /** Writes the page into a folder, under its date and the machine's name. */
  Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    String time =
        DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm")
            .format(LocalDateTime.now(ZoneId.systemDefault()));
    String page =
        """
        # %s

        %s
        Skipped, because not installed: %s.

        Options: %s. Machine: %s.

        Method: all gateways run all the time, two workers each, with the same three endpoints on the same machine. Each round
        loads each of them once with wrk (one thread) for the same time, beginning with another one each time. CPU is user and
        system time of all processes of the gateway, from /proc, by the number of requests that wrk counted; for Sluice that
        includes compiler and collector. Figures are medians of the rounds; ratios are geometric means of the ratios within the
        rounds, with the 95 %% interval by Student's t on their logarithms. Resident memory counts shared pages for each process.

        %s\
        """
            .formatted(
                time,
                table(),
                skipped.isEmpty() ? "none" : String.join(", ", skipped),
                options,
                machine(),
                settings());
    Path file = folder.resolve(time + "-" + slug() + ".md");
    Files.writeString(file, page);
    return file;
  }

  private String settings() {
    return configurations.entrySet().stream()
        .map(each -> "## %s\n\n```\n%s```\n".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String slug() throws IOException {
    return "%s-%dcpu"
        .formatted(
            processor().replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT), processors());
  }

  private static String machine() throws IOException {
    return "%d x %s, %s %s, load average at the end %s"
        .formatted(
            processors(),
            processor(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            Files.readString(Path.of("/proc/loadavg")).strip());
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }
}
