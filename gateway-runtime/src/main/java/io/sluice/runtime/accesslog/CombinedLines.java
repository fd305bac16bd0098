package io.sluice.runtime.accesslog;

import java.time.ZoneId;

/**
 * The combined log format of web servers: client, time, request line, status, bytes of content,
 * referer, user agent.
 */
final class CombinedLines implements LineFormat {

  private final SecondText seconds;

  CombinedLines(ZoneId zone) {
    seconds = new SecondText("dd/MMM/uuuu:HH:mm:ss xx", zone);
  }

  @Override
  public void write(AccessEntry entry, LineBuffer out) {
    AccessEntry.Asked asked = entry.asked();
    out.address(entry.client()).plain(" - - [").plain(seconds.of(entry.timeMillis()));
    out.plain("] \"");
    if (asked.method().isEmpty()) {
      out.plain('-');
    } else {
      out.quoted(asked.method()).plain(' ').quoted(asked.path()).quoted(asked.query());
      out.plain(' ').quoted(asked.protocol());
    }
    out.plain("\" ").number(entry.answered().status());
    out.plain(' ').number(entry.answered().bytesOut());
    field(out, asked.referer());
    field(out, asked.userAgent());
    out.plain('\n');
  }

  private static void field(LineBuffer out, String value) {
    out.plain(" \"").quoted(value.isEmpty() ? "-" : value).plain('"');
  }
}
