package io.sluice.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Downloads and uploads of three sizes, with few and with many connections. */
final class Matrix implements Mode {

  private static final List<Load.Work> WORKS =
      Stream.of(false, true)
          .flatMap(upload ->
              Stream.of(
                  new Load.Work("small", 130, upload),
                  new Load.Work("16k", 16 << 10, upload),
                  new Load.Work("1m", 1 << 20, upload)))
          .toList();

  private static final String METHOD =
      """
      One run of wrk for each cell, all gateways one after the other: requests a second, then CPU a request in microseconds. Endpoints
      take an upload in whole before they answer it. A cell in which any request failed is empty, and named below.
      """;

  @Override
  public Findings run(Field field, Options options) throws InterruptedException {
    List<Contender> contenders = field.running();
    StringBuilder table = new StringBuilder("## Bodies and connections\n\n| connections | body |");
    contenders.forEach(each -> table.append(" %s |".formatted(each.name())));
    table.append("\n|---|---|").append("---|".repeat(contenders.size())).append('\n');
    Map<String, Bars> plots = new LinkedHashMap<>();
    for (String connections : options.list("matrix-connections")) {
      for (Load.Work work : WORKS) {
        String what = (work.upload() ? "upload " : "download ") + work.size();
        table.append("| %s | %s |".formatted(connections, what));
        for (Contender contender : contenders) {
          Optional<Load.Sample> sample =
              field.running().contains(contender)
                  ? field.attempt(
                      contender,
                      connections + " connections, " + what,
                      new Load(
                              contender,
                              work,
                              Integer.parseInt(connections),
                              options.number("matrix-seconds"))
                          ::run)
                  : Optional.empty();
          table.append(
              sample
                  .map(one -> " %.0f, %.1f us |".formatted(one.rate(), one.cpuMicros()))
                  .orElse(" |"));
          sample.ifPresent(one ->
              plots
                  .computeIfAbsent(what, name -> new Bars(name + ", requests a second"))
                  .add(contender.name() + ", " + connections, one.rate()));
        }
        table.append('\n');
        System.out.println(connections + " connections, " + what + " done");
      }
    }
    Map<String, String> pictures = new LinkedHashMap<>();
    plots.forEach((what, bars) -> pictures.put(what.replace(' ', '-'), bars.svg()));
    return new Findings(table + "\n" + METHOD, pictures);
  }
}
