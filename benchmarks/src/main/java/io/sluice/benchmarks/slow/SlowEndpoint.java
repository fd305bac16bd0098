package io.sluice.benchmarks.slow;

import io.sluice.api.balancer.BalancerProvider;
import io.sluice.balancer.leastconnections.LeastConnectionsBalancerProvider;
import io.sluice.balancer.peakewma.PeakEwmaBalancerProvider;
import io.sluice.balancer.roundrobin.RoundRobinBalancerProvider;
import io.sluice.benchmarks.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/**
 * Runs the experiment of the slow endpoint with three balancers, in virtual time and, if a
 * distribution is named, on loopback; writes a page of what came out, with pictures.
 *
 * <p>Arguments: the folder for the page, and a distribution if there is one.
 */
public final class SlowEndpoint {

  static final int RATE = 500;
  static final Duration LENGTH = Duration.ofSeconds(60);

  private static final int SEEDS = 20;
  private static final int MIDDLE = Experiment.ENDPOINTS / 2;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm");

  private final StringBuilder page = new StringBuilder();
  private final Path folder;
  private final String name;

  private SlowEndpoint(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /** The balancers that are compared. */
  static List<BalancerProvider> balancers() {
    return List.of(
        new RoundRobinBalancerProvider(),
        new LeastConnectionsBalancerProvider(),
        new PeakEwmaBalancerProvider());
  }

  /** Runs the experiment. */
  public static void main(String[] args) throws IOException, InterruptedException {
    String time = TIME.format(LocalDateTime.now(ZoneId.systemDefault()));
    String name = time + "-" + Machine.slug() + "-slow-endpoint";
    SlowEndpoint run = new SlowEndpoint(Path.of(args[0]), name);
    run.page.append("# One of eleven endpoints turns slow, ").append(time).append("\n\n");
    run.virtual();
    if (args.length > 1) {
      run.loopback(Path.of(args[1]).toAbsolutePath().normalize());
    }
    System.out.println(run.page);
    System.out.println("written to " + run.write());
  }

  private void virtual() throws IOException {
    page.append(
        """
        ## In virtual time

        %d requests a second for %d s; each of the eleven turned slow in %d runs. Success within 1 s, percent:

        | balancer | mean | worst run | with the quickest slow | with the slowest slow |
        |---|---|---|---|---|
        """
            .formatted(RATE, LENGTH.toSeconds(), SEEDS));
    Lines lines = new Lines("answered within 1 s, virtual time, 60 ms turning to 2 s");
    for (BalancerProvider balancer : balancers()) {
      DoubleSummaryStatistics all = new DoubleSummaryStatistics();
      double[] means = new double[Experiment.ENDPOINTS];
      for (int slow = 0; slow < Experiment.ENDPOINTS; slow++) {
        DoubleSummaryStatistics these = virtual(balancer, slow);
        means[slow] = these.getAverage();
        all.combine(these);
      }
      page.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %.3f | %.3f | %.3f | %.3f |%n",
              balancer.name(),
              all.getAverage(),
              all.getMin(),
              means[0],
              means[Experiment.ENDPOINTS - 1]));
      Tally one = VirtualRun.of(new Experiment(MIDDLE, RATE, LENGTH), balancer, 1);
      lines.add(label(balancer.name(), one), one.successPercents());
    }
    picture("virtual", lines);
  }

  private static DoubleSummaryStatistics virtual(BalancerProvider balancer, int slow) {
    DoubleSummaryStatistics percents = new DoubleSummaryStatistics();
    Experiment experiment = new Experiment(slow, RATE, LENGTH);
    for (int seed = 1; seed <= SEEDS; seed++) {
      percents.accept(VirtualRun.of(experiment, balancer, seed).successPercent());
    }
    return percents;
  }

  private void loopback(Path distribution) throws IOException, InterruptedException {
    page.append(
        """
        ## On loopback

        The built distribution, a client and the endpoints on one machine, the same rate and length, after 15 s of the same without a slow
        one; the sixth endpoint (60 ms) turns slow. No probe, no limiter, nothing is retried; `timeouts: {request: 1s}`.

        | balancer | requests | failed | success within 1 s |
        |---|---|---|---|
        """);
    Lines lines = new Lines("answered within 1 s, on loopback, 60 ms turning to 2 s");
    for (BalancerProvider balancer : balancers()) {
      Experiment experiment = new Experiment(MIDDLE, RATE, LENGTH);
      Tally tally = LoopbackRun.of(experiment, distribution, balancer.name(), 1);
      page.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %d | %d | %.3f %% |%n",
              balancer.name(),
              tally.asked(),
              tally.failed(),
              tally.successPercent()));
      lines.add(label(balancer.name(), tally), tally.successPercents());
    }
    picture("loopback", lines);
    page.append("Machine: ").append(Machine.description()).append(".\n");
  }

  private void picture(String kind, Lines lines) throws IOException {
    String file = name + "-" + kind + ".svg";
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(file), lines.svg());
    page.append("\n![").append(kind).append("](").append(file).append(")\n\n");
  }

  private Path write() throws IOException {
    return Files.writeString(folder.resolve(name + ".md"), page.toString().stripTrailing() + "\n");
  }

  private static String label(String balancer, Tally tally) {
    return String.format(Locale.ROOT, "%s: %.2f %%", balancer, tally.successPercent());
  }
}
