package io.sluice.benchmarks.request;

import io.sluice.api.Client;
import io.sluice.api.RequestHead;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitRequest;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.plugin.Settings;
import io.sluice.limiter.tokenbucket.TokenBucketLimiterProvider;
import io.sluice.testkit.fake.Requests;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** A decision of the token bucket, and what the buckets of all keys weigh. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TokenBucketBenchmark {

  private static final int MOST_PER_PART = 1000;

  /** How many keys there are: pairs of a client and a path. */
  @Param({"1", "1000000"})
  public int keys;

  private Limiter limiter = _ -> LimitDecision.ADMITTED;
  private Client[] clients = {};
  private RequestHead[] heads = {};
  private long bytesBefore;

  /** Gives each key a bucket. */
  @Setup
  public void fill() {
    int parts = Math.min(keys, MOST_PER_PART);
    clients = IntStream.range(0, parts).mapToObj(Requests::client).toArray(Client[]::new);
    heads =
        IntStream.range(0, parts)
            .mapToObj(i -> Requests.get("/books/" + i))
            .toArray(RequestHead[]::new);
    bytesBefore = heapBytes();
    limiter =
        new TokenBucketLimiterProvider()
            .create(
                Settings.of(Map.of("maxKeys", keys, "capacity", 1000, "refillPerSecond", 1000)),
                new LiveContext());
    for (Client client : clients) {
      for (RequestHead head : heads) {
        limiter.tryAcquire(new LimitRequest(head, client, "books", "/books"));
      }
    }
  }

  /** Tells what the limiter weighs. */
  @TearDown
  public void weigh() {
    System.out.printf("%n# %d keys: %.1f MB%n", keys, (heapBytes() - bytesBefore) / 1e6);
  }

  private static long heapBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** One thread asks. */
  @Benchmark
  public LimitDecision oneThread() {
    return ask();
  }

  /** Four threads ask at once. */
  @Benchmark
  @Threads(4)
  public LimitDecision fourThreads() {
    return ask();
  }

  private LimitDecision ask() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Client client = clients[random.nextInt(clients.length)];
    RequestHead head = heads[random.nextInt(heads.length)];
    return limiter.tryAcquire(new LimitRequest(head, client, "books", "/books"));
  }
}
