package io.sluice.runtime.metrics;

import java.util.Arrays;
import java.util.Locale;

/** The forms in which meters are shown. */
public enum Exposition {
  /** The text format of Prometheus. */
  TEXT("text/plain; version=0.0.4; charset=utf-8"),
  /** OpenMetrics. */
  OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

  private final String contentType;

  Exposition(String contentType) {
    this.contentType = contentType;
  }

  /** Its content type. */
  public String contentType() {
    return contentType;
  }

  /** What an {@code Accept} field asks for; the text format if it does not ask for OpenMetrics. */
  public static Exposition accepted(String accept) {
    boolean openMetrics =
        Arrays.stream(accept.toLowerCase(Locale.ROOT).split(","))
            .map(range -> range.replace(" ", ""))
            .anyMatch(range ->
                range.startsWith("application/openmetrics-text") && !range.endsWith(";q=0"));
    return openMetrics ? OPEN_METRICS : TEXT;
  }
}
