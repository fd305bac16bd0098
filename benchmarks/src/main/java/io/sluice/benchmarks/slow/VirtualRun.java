package io.sluice.benchmarks.slow;

import io.sluice.api.Outcome;
import io.sluice.api.Outcome.Completed;
import io.sluice.api.Outcome.Failed;
import io.sluice.api.Outcome.FailureKind;
import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Pick.Unavailable;
import io.sluice.api.balancer.Picker;
import io.sluice.api.plugin.Settings;
import io.sluice.testkit.fake.FakeCandidate;
import io.sluice.testkit.fake.FakeTicker;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * The experiment as a simulation of discrete events: a balancer that lives on a clock which jumps
 * from one event to the next. The same seed gives the same run.
 *
 * <p>An endpoint serves any number of requests at a time, each as if it were alone. Like the
 * gateway, it counts a request as in flight until it has ended, ends it at the deadline, and tells
 * the balancer. Confined to one thread.
 */
final class VirtualRun {

  private final Experiment experiment;
  private final FakeTicker ticker = new FakeTicker();
  private final RandomGenerator random;
  private final List<FakeCandidate> endpoints =
      FakeCandidate.ofWeights(
          Collections.nCopies(Experiment.ENDPOINTS, 1).stream().mapToInt(one -> one).toArray());
  private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparingLong(End::at));
  private final Tally tally;
  private final Picker picker;

  /** A request that will end. */
  private record End(long at, FakeCandidate endpoint, Picked picked, Outcome outcome) {}

  private VirtualRun(Experiment experiment, BalancerProvider provider, long seed) {
    this.experiment = experiment;
    this.random = new Random(seed);
    this.tally = new Tally(experiment.length());
    Balancer balancer = provider.create(Settings.none(), TestContext.seeded(seed, ticker));
    this.picker = balancer.newPicker(new ArrayList<Candidate>(endpoints));
  }

  /** Lives through the experiment with a balancer of default settings. */
  static Tally of(Experiment experiment, BalancerProvider provider, long seed) {
    VirtualRun run = new VirtualRun(experiment, provider, seed);
    run.play();
    return run.tally;
  }

  private void play() {
    long end = experiment.length().toNanos();
    for (long at = experiment.pauseNanos(random); at < end; at += experiment.pauseNanos(random)) {
      endAllUntil(at);
      goTo(at);
      request(at);
    }
    endAllUntil(Long.MAX_VALUE);
  }

  private void endAllUntil(long time) {
    for (End next = ends.peek(); next != null && next.at <= time; next = ends.peek()) {
      ends.remove();
      goTo(next.at);
      next.endpoint.addInFlight(-1);
      next.picked.completion().complete(next.outcome);
    }
  }

  private void request(long at) {
    switch (picker.pick(Requests.pick())) {
      case Picked picked -> send(at, picked);
      case Unavailable(String reason) -> throw new IllegalStateException(reason);
    }
  }

  private void send(long at, Picked picked) {
    int index = endpoints.indexOf(picked.candidate());
    FakeCandidate endpoint = endpoints.get(index);
    long latency = experiment.latencyNanos(index, at, random);
    long deadline = Experiment.DEADLINE.toNanos();
    boolean inTime = latency <= deadline;
    Outcome outcome =
        inTime ? new Completed(200, latency) : new Failed(FailureKind.DEADLINE, deadline);
    endpoint.addInFlight(1);
    ends.add(new End(at + Math.min(latency, deadline), endpoint, picked, outcome));
    tally.add(at, inTime);
  }

  private void goTo(long time) {
    ticker.advance(Duration.ofNanos(time - ticker.nanos()));
  }
}
