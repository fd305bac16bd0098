package io.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A run of wrk against one gateway. */
record Load(Contender contender, int connections, int seconds) {

  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s*([0-9.]+)");
  private static final Pattern FAULTS = Pattern.compile("(Socket errors.*|Non-2xx.*)");

  /**
   * What a run showed.
   *
   * @param cpuMicros the gateway's own CPU time a request
   * @param rate requests a second
   */
  record Sample(double cpuMicros, double rate) {}

  /** Loads the gateway; an error of any request ends the comparison. */
  Sample run() throws IOException, InterruptedException {
    double before = contender.cpuSeconds();
    String output = wrk();
    if (!contender.process().isAlive()) {
      throw new IllegalStateException(
          contender.name() + " ended under load with exit code " + contender.process().exitValue());
    }
    double cpuSeconds = contender.cpuSeconds() - before;
    Matcher faults = FAULTS.matcher(output);
    if (faults.find()) {
      throw new IllegalStateException(contender.name() + ": " + faults.group());
    }
    return new Sample(cpuSeconds / number(REQUESTS, output) * 1e6, number(RATE, output));
  }

  private String wrk() throws IOException, InterruptedException {
    Process wrk =
        new ProcessBuilder(
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "http://127.0.0.1:" + contender.port() + "/books/1")
            .redirectErrorStream(true)
            .start();
    String output = new String(wrk.getInputStream().readAllBytes(), UTF_8);
    if (wrk.waitFor() != 0) {
      throw new IllegalStateException("wrk failed: " + output);
    }
    return output;
  }

  private static double number(Pattern pattern, String output) {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new IllegalStateException("not what wrk says: " + output);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
