package io.sluice.runtime.accesslog;

import java.time.ZoneOffset;

/** An object of JSON a line. A member whose value would be empty is left out. */
final class JsonLines implements LineFormat {

  private static final int NANOS_PER_MICRO = 1000;
  private static final int MICROS_PER_MILLI = 1000;
  private static final int MILLIS_PER_SECOND = 1000;

  private final SecondText seconds = new SecondText("uuuu-MM-dd'T'HH:mm:ss", ZoneOffset.UTC);

  @Override
  public void write(AccessEntry entry, LineBuffer out) {
    out.plain("{\"time\":\"").plain(seconds.of(entry.timeMillis()));
    out.plain('.').digits(Math.floorMod(entry.timeMillis(), MILLIS_PER_SECOND), 3);
    out.plain("Z\",\"client\":\"").address(entry.client()).plain('"');
    asked(entry.asked(), out);
    answered(entry.answered(), out);
    led(entry.led(), out);
    out.plain("}\n");
  }

  private static void asked(AccessEntry.Asked asked, LineBuffer out) {
    text(out, ",\"method\":\"", asked.method());
    if (!asked.path().isEmpty()) {
      out.plain(",\"target\":\"").json(asked.path()).json(asked.query()).plain('"');
    }
    text(out, ",\"protocol\":\"", asked.protocol());
    text(out, ",\"host\":\"", asked.host());
    text(out, ",\"requestId\":\"", asked.requestId());
    text(out, ",\"userAgent\":\"", asked.userAgent());
    text(out, ",\"referer\":\"", asked.referer());
  }

  private static void answered(AccessEntry.Answered answered, LineBuffer out) {
    long micros = answered.nanos() / NANOS_PER_MICRO;
    out.plain(",\"status\":").number(answered.status());
    out.plain(",\"bytesIn\":").number(answered.bytesIn());
    out.plain(",\"bytesOut\":").number(answered.bytesOut());
    out.plain(",\"durationMillis\":").number(micros / MICROS_PER_MILLI);
    out.plain('.').digits(micros % MICROS_PER_MILLI, 3);
    text(out, ",\"failure\":\"", answered.failure());
  }

  private static void led(AccessEntry.Led led, LineBuffer out) {
    text(out, ",\"service\":\"", led.service());
    text(out, ",\"route\":\"", led.route());
    if (led.attempts() > 0) {
      text(out, ",\"endpoint\":\"", led.endpoint());
      out.plain(",\"attempts\":").number(led.attempts());
    }
  }

  private static void text(LineBuffer out, String begin, String value) {
    if (!value.isEmpty()) {
      out.plain(begin).json(value).plain('"');
    }
  }
}
