package io.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The machine that a measurement runs on, as pages of results name it. */
public final class Machine {

  private Machine() {}

  /** A few words for the names of files. */
  public static String slug() throws IOException {
    return "%s-%dcpu"
        .formatted(
            processor().replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT), processors());
  }

  /** Processors, system, and what else it does now. */
  public static String description() throws IOException {
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
