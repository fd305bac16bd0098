package io.sluice.limiter.tokenbucket;

/**
 * How much a bucket holds and how fast it fills, in whole nanoseconds.
 *
 * @param capacity how many tokens a full bucket holds
 * @param tokenNanos in which time one token is added; rounded up, so that the rate asked for is
 *     never exceeded, and missed by one part in a thousand at most, at a million tokens a second
 */
record TokenBucketRate(int capacity, long tokenNanos) {

  static TokenBucketRate of(int capacity, double refillPerSecond) {
    return new TokenBucketRate(capacity, (long) Math.ceil(1_000_000_000 / refillPerSecond));
  }

  /** In which time an empty bucket is full. */
  long fillNanos() {
    return capacity * tokenNanos;
  }
}
