package io.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end. */
final class Tool {

  private Tool() {}

  /**
   * What it printed.
   *
   * @param patience after which it is ended
   * @throws IllegalStateException if it takes longer or fails
   */
  static String run(Duration patience, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("sluice-compare", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      process.destroyForcibly();
      String text = Files.readString(output);
      if (!ended || process.exitValue() != 0) {
        String how = ended ? "failed with " + process.exitValue() : "did not end in " + patience;
        throw new IllegalStateException(command.getFirst() + " " + how + ": " + text.strip());
      }
      return text;
    } finally {
      Files.delete(output);
    }
  }
}
