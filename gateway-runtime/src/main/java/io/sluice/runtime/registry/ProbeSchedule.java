package io.sluice.runtime.registry;

import java.time.Duration;

/**
 * When endpoints are probed, and how many answers count.
 *
 * @param interval from one probe to the next
 * @param timeout how long a probe may take; less than 2 s
 * @param fall after how many failures in a row an endpoint is down
 * @param rise after how many successes in a row one that was down is up again
 */
public record ProbeSchedule(Duration interval, Duration timeout, int fall, int rise) {

  static final Duration LEAST_INTERVAL = Duration.ofMillis(100);
  static final Duration MOST_INTERVAL = Duration.ofHours(1);
  static final Duration LEAST_TIMEOUT = Duration.ofMillis(1);
  static final Duration MOST_TIMEOUT = Duration.ofMillis(1999);
  static final int MOST_COUNT = 100;

  /** What holds unless configured. */
  public static final ProbeSchedule DEFAULTS =
      new ProbeSchedule(Duration.ofSeconds(5), Duration.ofSeconds(1), 3, 1);

  /** Refuses what is out of range. */
  public ProbeSchedule {
    boolean sound =
        within(interval, LEAST_INTERVAL, MOST_INTERVAL)
            && within(timeout, LEAST_TIMEOUT, MOST_TIMEOUT)
            && fall >= 1
            && fall <= MOST_COUNT
            && rise >= 1
            && rise <= MOST_COUNT;
    if (!sound) {
      throw new IllegalArgumentException("out of range");
    }
  }

  private static boolean within(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }
}
