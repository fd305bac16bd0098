package io.sluice.runtime.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times to the second as text; remembers the last one, which is usually asked for again. */
final class SecondText {

  private static final int MILLIS = 1000;

  private final DateTimeFormatter formatter;
  private long second = Long.MIN_VALUE;
  private byte[] text = {};

  SecondText(String pattern, ZoneId zone) {
    formatter = DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(zone);
  }

  byte[] of(long timeMillis) {
    long asked = Math.floorDiv(timeMillis, MILLIS);
    if (asked != second) {
      second = asked;
      text = formatter.format(Instant.ofEpochSecond(asked)).getBytes(US_ASCII);
    }
    return text;
  }
}
