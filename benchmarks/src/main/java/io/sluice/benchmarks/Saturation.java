package io.sluice.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rounds in which each gateway is loaded once as fast as it goes, one after the other. */
final class Saturation implements Mode {

  private static final String METHOD =
      """
      Each round loads each gateway once with wrk (one thread, 130 bytes an answer) for the same time, beginning with another one each
      time; a gateway of which a request fails is left out from then on. CPU is user and system time of all processes of the
      gateway, from /proc, by the number of requests that wrk counted; on a virtual machine that includes compiler and
      collector. Figures are medians of the rounds; ratios are geometric means of the ratios within the rounds, with the 95 %
      interval by Student's t on their logarithms. Resident memory is read after the last round; it counts shared pages for each process.
      """;

  @Override
  public Findings run(Field field, Options options) throws IOException, InterruptedException {
    Results results = new Results(field.running());
    int connections = options.number("connections");
    for (int round = 0; round < options.number("rounds"); round++) {
      List<Contender> order = new ArrayList<>(results.contenders());
      Collections.rotate(order, -round);
      for (Contender contender : order) {
        Load load = new Load(contender, Load.Work.SMALL, connections, options.number("seconds"));
        Optional<Load.Sample> sample = field.attempt(contender, "a round of saturation", load::run);
        sample.ifPresentOrElse(
            taken -> results.add(contender, taken), () -> results.drop(contender));
      }
      System.out.println("round " + (round + 1) + ": " + results.lastRound());
    }
    return findings(results, connections);
  }

  private static Findings findings(Results results, int connections) throws IOException {
    if (results.contenders().isEmpty()) {
      return new Findings("## Saturation\n\nNo gateway finished.\n", Map.of());
    }
    Contender base = results.contenders().getFirst();
    StringBuilder table = new StringBuilder();
    table.append(
        """
        ## Saturation with %2$d connections

        | gateway | CPU a request | ratio to %1$s | requests a second | ratio to %1$s | resident |
        |---|---|---|---|---|---|
        """
            .formatted(base.name(), connections));
    Bars cpu = new Bars("CPU a request, microseconds");
    Bars rate = new Bars("Requests a second");
    Bars memory = new Bars("Resident memory, MiB");
    for (Contender each : results.contenders()) {
      long mib = each.residentKib() / 1024;
      table.append(
          "| %s %s | %.1f us | %s | %.0f | %s | %d MiB |\n"
              .formatted(
                  each.name(),
                  each.version(),
                  results.median(each, Load.Sample::cpuMicros),
                  results.ratio(each, base, Load.Sample::cpuMicros),
                  results.median(each, Load.Sample::rate),
                  results.ratio(each, base, Load.Sample::rate),
                  mib));
      cpu.add(each.name(), results.all(each, Load.Sample::cpuMicros));
      rate.add(each.name(), results.all(each, Load.Sample::rate));
      memory.add(each.name(), (double) mib);
    }
    Map<String, String> plots = new LinkedHashMap<>();
    plots.put("cpu", cpu.svg());
    plots.put("rate", rate.svg());
    plots.put("memory", memory.svg());
    return new Findings(table + "\n" + METHOD, plots);
  }
}
