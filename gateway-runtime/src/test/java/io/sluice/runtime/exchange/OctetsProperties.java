package io.sluice.runtime.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.api.FieldSyntax;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The searches by words of eight bytes find what a search byte by byte finds. */
class OctetsProperties {

  @Property
  void findsTheFirstLineFeed(
      @ForAll @Size(max = 40) byte[] bytes, @ForAll @IntRange(max = 40) int from) {
    int start = Math.min(from, bytes.length);
    int expected = text(bytes).indexOf('\n', start);
    assertEquals(expected, Octets.indexOfLineFeed(bytes, start, bytes.length));
  }

  @Property
  void acceptsTheFieldValuesThatTheContractAccepts(
      @ForAll @Size(max = 40) byte[] bytes, @ForAll @IntRange(max = 40) int from) {
    int start = Math.min(from, bytes.length);
    assertEquals(
        FieldSyntax.isValue(text(bytes).substring(start)),
        Octets.isFieldValue(bytes, start, bytes.length));
  }

  @Property
  void findsAnyOneByteThatNoFieldValueHas(
      @ForAll @IntRange(min = 1, max = 40) int length,
      @ForAll @IntRange(max = 39) int at,
      @ForAll byte odd) {
    byte[] bytes =
        "~\u00ff\t ".repeat(10).substring(0, length).getBytes(StandardCharsets.ISO_8859_1);
    bytes[at % length] = odd;
    assertEquals(FieldSyntax.isValue(text(bytes)), Octets.isFieldValue(bytes, 0, length));
  }

  @Property
  void takesTheTokensThatTheContractTakes(@ForAll byte octet) {
    assertEquals(
        FieldSyntax.isTokenChar(octet & 0xFF), Octets.tokenClass(octet) != Octets.NO_TOKEN);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
