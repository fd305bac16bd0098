package io.sluice.benchmarks.request;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.metrics.GatewayMeters;
import io.sluice.runtime.metrics.ServiceMeters;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** All that a request which meets no trouble records. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MetricsBenchmark {

  private final GatewayMeters all = GatewayMeters.create("benchmark");
  private final Endpoint endpoint = Endpoint.parse("127.0.0.1:9001");
  private final ServiceMeters meters = all.service("books");

  /** Adds the endpoint. */
  @Setup
  public void add() {
    all.endpointAdded("books", new LiveEndpoint(endpoint));
  }

  /** Ends the watch over the virtual machine. */
  @TearDown
  public void close() {
    all.close();
  }

  /** One thread records. */
  @Benchmark
  public void oneThread() {
    record();
  }

  /** Two threads record at once. */
  @Benchmark
  @Threads(2)
  public void twoThreads() {
    record();
  }

  private void record() {
    long nanos = ThreadLocalRandom.current().nextLong(100_000, 10_000_000);
    meters.limited(true);
    meters.selected(endpoint);
    meters.attemptEnded(endpoint, new Outcome.Completed(200, nanos));
    meters.requestEnded("GET", 200, "", nanos);
  }
}
