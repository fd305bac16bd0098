package io.sluice.runtime.accesslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.accesslog.AccessEntry.Answered;
import io.sluice.runtime.accesslog.AccessEntry.Asked;
import io.sluice.runtime.accesslog.AccessEntry.Led;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The two forms of a line, by example. */
final class LinesTest {

  private static final long TIME = Instant.parse("2026-09-04T07:05:06.078Z").toEpochMilli();

  private static final AccessEntry SERVED =
      new AccessEntry(
          TIME,
          InetAddress.ofLiteral("192.0.2.7"),
          new Asked(
              "GET", "/a\"b", "?q=1", "HTTP/1.1", "shop.example", "id-1", "curl/8\u00e9\r", ""),
          new Led("books", "/a", "[::1]:9001", 2),
          new Answered(200, 0, 130, 12_345_678, ""));

  private static final AccessEntry UNREADABLE =
      new AccessEntry(
          TIME,
          InetAddress.ofLiteral("2001:db8::1"),
          Asked.UNREADABLE,
          Led.NOWHERE,
          new Answered(400, 0, 120, 0, "malformed-request"));

  private static String line(LineFormat format, AccessEntry entry) {
    LineBuffer out = new LineBuffer();
    format.write(entry, out);
    return ISO_8859_1.decode(out.view()).toString();
  }

  @Test
  void jsonLeavesOutWhatThereIsNot() {
    assertEquals(
        """
        {"time":"2026-09-04T07:05:06.078Z","client":"192.0.2.7","method":"GET",\
        "target":"/a\\"b?q=1","protocol":"HTTP/1.1","host":"shop.example","requestId":"id-1",\
        "userAgent":"curl/8\\u00e9\\u000d","status":200,"bytesIn":0,"bytesOut":130,\
        "durationMillis":12.345,"service":"books","route":"/a","endpoint":"[::1]:9001","attempts":2}
        """,
        line(new JsonLines(), SERVED));
    assertEquals(
        """
        {"time":"2026-09-04T07:05:06.078Z","client":"2001:db8:0:0:0:0:0:1","status":400,\
        "bytesIn":0,"bytesOut":120,"durationMillis":0.000,"failure":"malformed-request"}
        """,
        line(new JsonLines(), UNREADABLE));
  }

  @Test
  void combinedIsWhatWebServersWrite() {
    CombinedLines format = new CombinedLines(ZoneOffset.ofHours(2));
    assertEquals(
        """
        192.0.2.7 - - [04/Sep/2026:09:05:06 +0200] "GET /a\\x22b?q=1 HTTP/1.1" 200 130 "-" \
        "curl/8\\xe9\\x0d"
        """,
        line(format, SERVED));
    assertEquals(
        """
        2001:db8:0:0:0:0:0:1 - - [04/Sep/2026:09:05:06 +0200] "-" 400 120 "-" "-"
        """,
        line(format, UNREADABLE));
  }

  @Test
  void aTextIsCut() {
    Asked asked = new Asked("GET", "/", "", "HTTP/1.1", "a", "i", "x".repeat(100_000), "");
    AccessEntry entry =
        new AccessEntry(TIME, SERVED.client(), asked, Led.NOWHERE, SERVED.answered());
    int length = line(new JsonLines(), entry).length();
    assertTrue(length > 8_192 && length < 8_600, "" + length);
  }
}
