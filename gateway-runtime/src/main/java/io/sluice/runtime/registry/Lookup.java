package io.sluice.runtime.registry;

import java.time.Duration;

/** What an endpoint's host name stands for. */
public sealed interface Lookup {

  /** What holds if nothing is said. */
  Lookup DEFAULT = new Once();

  /** One endpoint, looked up at each connect; its addresses are tried in their order. */
  record Once() implements Lookup {}

  /**
   * As many endpoints as the name has addresses.
   *
   * @param refresh how long after a look-up the next one is made
   */
  record All(Duration refresh) implements Lookup {

    /** How often names are looked up unless something else is said. */
    public static final Duration USUAL = Duration.ofSeconds(30);

    static final Duration LEAST = Duration.ofSeconds(1);
    static final Duration MOST = Duration.ofHours(1);

    /** Refuses a period out of range. */
    public All {
      if (refresh.compareTo(LEAST) < 0 || refresh.compareTo(MOST) > 0) {
        throw new IllegalArgumentException("names are looked up every 1s to 1h, not " + refresh);
      }
    }
  }
}
