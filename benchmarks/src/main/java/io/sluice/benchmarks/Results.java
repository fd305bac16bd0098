package io.sluice.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The samples of all gateways, one of each in every round. */
final class Results {

  /** Quantile 0.975 of Student's t for 1 to 30 degrees of freedom. */
  private static final double[] T = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042
  };

  /** A ratio with its 95 % interval. */
  record Ratio(double from, double mean, double to) {

    @Override
    public String toString() {
      return "%.2f (%.2f to %.2f)".formatted(mean, from, to);
    }
  }

  private final Map<Contender, List<Load.Sample>> samples = new LinkedHashMap<>();

  Results(List<Contender> contenders) {
    contenders.forEach(contender -> samples.put(contender, new ArrayList<>()));
  }

  void add(Contender contender, Load.Sample sample) {
    of(contender).add(sample);
  }

  /** Takes a gateway out that did not finish. */
  void drop(Contender contender) {
    samples.remove(contender);
  }

  /** The figures of all rounds. */
  double[] all(Contender contender, ToDoubleFunction<Load.Sample> figure) {
    return of(contender).stream().mapToDouble(figure).toArray();
  }

  List<Contender> contenders() {
    return List.copyOf(samples.keySet());
  }

  String lastRound() {
    return samples.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry ->
            "%s %.1f us %.0f/s"
                .formatted(
                    entry.getKey().name(),
                    entry.getValue().getLast().cpuMicros(),
                    entry.getValue().getLast().rate()))
        .collect(Collectors.joining(", "));
  }

  double median(Contender contender, ToDoubleFunction<Load.Sample> figure) {
    return median(all(contender, figure));
  }

  static double median(double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /**
   * The geometric mean of the ratios within each round, and the interval that Student's t gives for
   * their logarithms.
   */
  Ratio ratio(Contender contender, Contender to, ToDoubleFunction<Load.Sample> figure) {
    List<Load.Sample> own = of(contender);
    List<Load.Sample> other = of(to);
    double[] logs =
        IntStream.range(0, own.size())
            .mapToDouble(i ->
                Math.log(figure.applyAsDouble(own.get(i)) / figure.applyAsDouble(other.get(i))))
            .toArray();
    double mean = IntStream.range(0, logs.length).mapToDouble(i -> logs[i]).average().orElse(0);
    double squares =
        IntStream.range(0, logs.length).mapToDouble(i -> Math.pow(logs[i] - mean, 2)).sum();
    int freedom = Math.max(1, logs.length - 1);
    double error = Math.sqrt(squares / freedom / logs.length);
    double margin = T[Math.min(freedom, T.length) - 1] * error;
    return new Ratio(Math.exp(mean - margin), Math.exp(mean), Math.exp(mean + margin));
  }

  private List<Load.Sample> of(Contender contender) {
    return samples.computeIfAbsent(contender, _ -> new ArrayList<>());
  }
}
