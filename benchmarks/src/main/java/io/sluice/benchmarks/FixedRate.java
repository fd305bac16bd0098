package io.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** How long requests take at rates below saturation. */
final class FixedRate implements Mode {

  private static final int[] PERCENT = {25, 50, 75};
  private static final double[] QUANTILES = {0.5, 0.99, 0.999};

  private static final String METHOD =
      """
      First wrk finds each gateway's saturation, in one run. Then h2load (one thread) sends requests at shares of it (of the slowest
      gateway's with `--rate-of=slowest`), spread over the connections, in interleaved rounds; of what it logs the quantiles are
      taken, and of the rounds' quantiles the median, in milliseconds (in brackets the least and the greatest). What is answered short of
      what is asked could not be sent in time. A late
      answer delays the next request of its own connection, so that delays longer than the time between two requests of a
      connection are counted less often than an outside observer would.
      """;

  /** What one gateway is sent, and what came of each round for each share. */
  private record Series(double saturation, Map<Integer, List<Round>> rounds) {

    List<Round> of(int percent) {
      return rounds.computeIfAbsent(percent, _ -> new ArrayList<>());
    }
  }

  /** How many requests a second were answered, and the quantiles of their times. */
  private record Round(double rate, List<Double> quantiles) {}

  @Override
  public Findings run(Field field, Options options) throws IOException, InterruptedException {
    Map<Contender, Series> all = saturations(field, options);
    for (int round = 0; round < options.number("latency-rounds"); round++) {
      for (int percent : PERCENT) {
        List<Contender> order = new ArrayList<>(field.running());
        order.retainAll(all.keySet());
        Collections.rotate(order, -round);
        for (Contender contender : order) {
          Series series = all.getOrDefault(contender, new Series(0, new LinkedHashMap<>()));
          double rate = series.saturation * percent / 100;
          field
              .attempt(
                  contender, percent + " % of saturation", () -> round(contender, rate, options))
              .ifPresent(series.of(percent)::add);
        }
      }
      System.out.println("latency round " + (round + 1) + " done");
    }
    return findings(all);
  }

  private static Map<Contender, Series> saturations(Field field, Options options)
      throws InterruptedException {
    Map<Contender, Series> all = new LinkedHashMap<>();
    for (Contender contender : field.running()) {
      Load load =
          new Load(
              contender,
              Load.Work.SMALL,
              options.number("connections"),
              options.number("latency-seconds"));
      field
          .attempt(contender, "finding the saturation", load::run)
          .ifPresent(found -> all.put(contender, new Series(found.rate(), new LinkedHashMap<>())));
    }
    if (options.text("rate-of").equals("slowest")) {
      double slowest = all.values().stream().mapToDouble(Series::saturation).min().orElse(0);
      all.replaceAll((_, series) -> new Series(slowest, series.rounds));
    }
    return all;
  }

  private static Round round(Contender contender, double rate, Options options)
      throws IOException, InterruptedException {
    int seconds = options.number("latency-seconds");
    int connections = options.number("connections");
    Path folder = Files.createTempDirectory("sluice-compare");
    Path log = folder.resolve("requests");
    try {
      Tool.run(
          Duration.ofSeconds(seconds + 30L),
          List.of(
              "h2load",
              "--h1",
              "-t1",
              "-c" + connections,
              "-D" + seconds,
              "--warm-up-time=1",
              String.format(Locale.ROOT, "--rps=%.3f", rate / connections),
              "--log-file=" + log,
              "http://127.0.0.1:" + contender.port() + "/books/small"));
      return round(log, seconds);
    } finally {
      Files.deleteIfExists(log);
      Files.delete(folder);
    }
  }

  /**
   * Rows hold the time of the start, the status, and the time until the end in microseconds. What
   * is cut off at the end has the status -1.
   */
  private static Round round(Path log, int seconds) throws IOException {
    List<String[]> rows;
    try (Stream<String> lines = Files.lines(log)) {
      rows = lines.map(line -> line.split("\t", -1)).toList();
    }
    long[] micros =
        rows.stream()
            .filter(row -> row[1].equals("200"))
            .mapToLong(row -> Long.parseLong(row[2]))
            .sorted()
            .toArray();
    boolean refused = rows.stream().anyMatch(row -> !row[1].equals("200") && !row[1].equals("-1"));
    if (refused || micros.length < 0.95 * rows.size()) {
      throw new IllegalStateException("requests were not answered with 200");
    }
    return new Round(
        micros.length / (double) seconds,
        Arrays.stream(QUANTILES)
            .map(quantile -> micros[(int) (quantile * (micros.length - 1))] / 1000.0)
            .boxed()
            .toList());
  }

  private static Findings findings(Map<Contender, Series> all) {
    StringBuilder table = new StringBuilder();
    table.append(
        """
        ## Latency at fixed rates, milliseconds

        | gateway | of saturation | asked a second | answered | p50 | p99 | p99.9 |
        |---|---|---|---|---|---|---|
        """);
    Map<String, String> plots = new LinkedHashMap<>();
    for (int percent : PERCENT) {
      Bars bars = new Bars("p99 at " + percent + " % of saturation, milliseconds");
      all.forEach((contender, series) -> {
        List<Round> rounds = series.of(percent);
        if (!rounds.isEmpty()) {
          table.append(row(contender, percent, series.saturation * percent / 100, rounds));
          bars.add(contender.name(), column(rounds, 1));
        }
      });
      plots.put("p99-" + percent, bars.svg());
    }
    return new Findings(table + "\n" + METHOD, plots);
  }

  private static String row(Contender contender, int percent, double rate, List<Round> rounds) {
    StringBuilder row = new StringBuilder();
    double[] answered = rounds.stream().mapToDouble(Round::rate).toArray();
    row.append(
        "| %s | %d %% | %.0f | %.0f |"
            .formatted(contender.name(), percent, rate, Results.median(answered)));
    for (int i = 0; i < QUANTILES.length; i++) {
      double[] figures = column(rounds, i);
      double least = Arrays.stream(figures).min().orElse(0);
      double greatest = Arrays.stream(figures).max().orElse(0);
      row.append(" %.2f (%.2f to %.2f) |".formatted(Results.median(figures), least, greatest));
    }
    return row.append('\n').toString();
  }

  private static double[] column(List<Round> rounds, int index) {
    return rounds.stream().mapToDouble(round -> round.quantiles.get(index)).toArray();
  }
}
