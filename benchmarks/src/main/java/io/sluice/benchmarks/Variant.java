package io.sluice.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is switched on in a Sluice that is compared. */
enum Variant {
  /** Neither limiter nor access log. */
  PLAIN("{name: none}", ""),
  /** With a limiter that is asked for each request and refuses none. */
  LIMITING("{name: token-bucket, capacity: 1000000, refillPerSecond: 1000000}", ""),
  /** With a line for each request, into a file that is rotated. */
  LOGGING("{name: none}", "access-log: {format: json, to: FOLDER/access.log}");

  private final String limiter;
  private final String accessLog;

  Variant(String limiter, String accessLog) {
    this.limiter = limiter;
    this.accessLog = accessLog;
  }

  /** What the configuration says of the limiter. */
  String limiter() {
    return limiter;
  }

  /** The line of the configuration about the access log; may be empty. */
  String accessLog() {
    return accessLog;
  }

  /** Its name on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Those with these names. */
  static List<Variant> named(List<String> words) {
    return words.stream()
        .map(word ->
            Arrays.stream(values())
                .filter(variant -> variant.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "variants are plain, limiting and logging, not " + word)))
        .toList();
  }
}
