package io.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A run of wrk against one gateway, as fast as it goes. */
record Load(Contender contender, Work work, int connections, int seconds) {

  private static final int GRACE_SECONDS = 30;
  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s*([0-9.]+)");
  private static final Pattern FAULTS = Pattern.compile("(Socket errors.*|Non-2xx.*)");

  /**
   * What each request is.
   *
   * @param size what it transfers, as a name
   * @param bytes how much that is
   * @param upload whether that is its body; otherwise it is the body of the answer
   */
  record Work(String size, int bytes, boolean upload) {

    static final Work SMALL = new Work("small", 130, false);

    private String path() {
      return "/books/" + (upload ? "upload" : size);
    }

    private String script() {
      return upload
          ? "wrk.method = \"POST\"\nwrk.body = string.rep(\"x\", %d)\n".formatted(bytes)
          : "";
    }
  }

  /**
   * What a run showed.
   *
   * @param cpuMicros the gateway's own CPU time a request
   * @param rate requests a second
   */
  record Sample(double cpuMicros, double rate) {}

  /** Loads the gateway. If any request fails, so does the run. */
  Sample run() throws IOException, InterruptedException {
    double before = contender.cpuSeconds();
    String output = wrk();
    double cpuSeconds = contender.cpuSeconds() - before;
    Matcher faults = FAULTS.matcher(output);
    if (faults.find()) {
      throw new IllegalStateException(faults.group());
    }
    double requests = number(REQUESTS, output);
    if (requests == 0) {
      throw new IllegalStateException("no request ended in " + seconds + " s");
    }
    return new Sample(cpuSeconds / requests * 1e6, number(RATE, output));
  }

  private String wrk() throws IOException, InterruptedException {
    Path script = Files.createTempFile("sluice-compare", ".lua");
    try {
      Files.writeString(script, work.script());
      return Tool.run(
          Duration.ofSeconds(seconds + 2L * GRACE_SECONDS),
          List.of(
              "wrk",
              "-t1",
              "-c" + connections,
              "-d" + seconds + "s",
              "--timeout=" + GRACE_SECONDS + "s",
              "--script=" + script,
              "http://127.0.0.1:" + contender.port() + work.path()));
    } finally {
      Files.delete(script);
    }
  }

  private static double number(Pattern pattern, String output) {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new IllegalStateException("not what wrk says: " + output);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
