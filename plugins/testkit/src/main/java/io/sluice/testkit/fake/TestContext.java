package io.sluice.testkit.fake;

import io.sluice.api.plugin.PluginContext;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * A context in which nothing happens by itself: the clock stands until told, chance repeats with
 * the seed, and what is logged and measured is kept.
 *
 * @param service the name of the service
 * @param ticker the clock
 * @param random the source of chance; safe for any thread
 * @param logger keeps what is logged
 * @param metrics keeps what is measured
 */
public record TestContext(
    String service,
    FakeTicker ticker,
    RandomGenerator random,
    RecordingLogger logger,
    RecordingMetrics metrics)
    implements PluginContext {

  /** A context whose chance repeats with the seed and whose clock shows zero. */
  public static TestContext seeded(long seed) {
    return seeded(seed, new FakeTicker());
  }

  /** A context whose chance repeats with the seed. */
  public static TestContext seeded(long seed, FakeTicker ticker) {
    return new TestContext(
        "books", ticker, new Random(seed), new RecordingLogger(), new RecordingMetrics());
  }
}
