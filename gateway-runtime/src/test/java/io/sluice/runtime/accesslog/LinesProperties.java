package io.sluice.runtime.accesslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.runtime.accesslog.AccessEntry.Answered;
import io.sluice.runtime.accesslog.AccessEntry.Asked;
import io.sluice.runtime.accesslog.AccessEntry.Led;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Whatever strangers send, a request is one line of harmless characters that tells it all. */
final class LinesProperties {

  private static final Pattern COMBINED =
      Pattern.compile(
          "(\\S+) - - \\[([^]]+)] \"([^\"]*)\" (\\d+) (\\d+) \"([^\"]*)\" \"([^\"]*)\"\n");

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static AccessEntry entry(byte[] sent, long number) {
    String text = new String(sent, ISO_8859_1);
    return new AccessEntry(
        number % 4_000_000_000_000L,
        InetAddress.getLoopbackAddress(),
        new Asked(text, "/" + text, text, text, text, text, text, text),
        new Led(text, text, text, 1),
        new Answered(200, number, number, number, text));
  }

  private static String line(LineFormat format, AccessEntry entry) {
    LineBuffer out = new LineBuffer();
    format.write(entry, out);
    String line = ISO_8859_1.decode(out.view()).toString();
    assertEquals(line.length() - 1, line.indexOf('\n'), line);
    assertTrue(line.strip().chars().allMatch(c -> c >= ' ' && c < 0x7F), line);
    return line;
  }

  @Property
  void aJsonLineParsesBack(@ForAll byte[] sent, @ForAll @LongRange(min = 0) long number)
      throws IOException {
    AccessEntry entry = entry(sent, number);
    String text = new String(sent, ISO_8859_1);
    JsonNode json = MAPPER.readTree(line(new JsonLines(), entry));
    assertEquals("/" + text + text, json.path("target").asText());
    for (String name :
        new String[] {
          "method",
          "protocol",
          "host",
          "requestId",
          "userAgent",
          "referer",
          "service",
          "route",
          "endpoint",
          "failure"
        }) {
      assertEquals(text, json.path(name).asText(), name);
    }
    assertEquals(number, json.path("bytesIn").asLong());
    assertEquals(number, json.path("bytesOut").asLong());
    BigDecimal millis = json.path("durationMillis").decimalValue();
    assertEquals(0, BigDecimal.valueOf(number / 1_000, 3).compareTo(millis), millis::toString);
  }

  @Property
  void aCombinedLineParsesBack(@ForAll byte[] sent, @ForAll @LongRange(min = 0) long number) {
    String text = new String(sent, ISO_8859_1);
    String line = line(new CombinedLines(ZoneOffset.UTC), entry(sent, number));
    Matcher parts = COMBINED.matcher(line);
    assertTrue(parts.matches(), line);
    String request = text.isEmpty() ? "-" : text + " /" + text + text + " " + text;
    assertEquals(request, unescape(parts.group(3)));
    assertEquals(text.isEmpty() ? "-" : text, unescape(parts.group(6)));
    assertEquals(text.isEmpty() ? "-" : text, unescape(parts.group(7)));
  }

  private static String unescape(String quoted) {
    return Pattern.compile("\\\\x([0-9a-f]{2})")
        .matcher(quoted)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                Character.toString((char) Integer.parseInt(found.group(1), 16))));
  }
}
