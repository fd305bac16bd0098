package io.sluice.runtime.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyDecoderTest {

  private static final Http1Limits LIMITS = Http1Limits.requests();

  private static BodyDecoder chunked() {
    return BodyDecoder.of(BodyFraming.chunked(), LIMITS);
  }

  private static String unescape(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
  }

  @Test
  void stopsWhereASizedBodyEnds() {
    BodyDecoder decoder = BodyDecoder.of(BodyFraming.sized(3), LIMITS);
    Wire.Content content = Wire.decode(decoder, Wire.bytes("abcGET /"), List.of());
    assertEquals("abc", content.text());
    assertEquals(3, content.end());
    assertTrue(decoder.finished());
  }

  @Test
  void isFinishedAtOnceWithoutContent() {
    assertTrue(BodyDecoder.of(BodyFraming.none(), LIMITS).finished());
    assertTrue(BodyDecoder.of(BodyFraming.sized(0), LIMITS).finished());
  }

  @Test
  void endsWithTheConnectionOnlyIfItMay() {
    BodyDecoder untilClose = BodyDecoder.of(BodyFraming.untilClose(), LIMITS);
    assertEquals("abc", Wire.decode(untilClose, Wire.bytes("abc"), List.of(1)).text());
    assertFalse(untilClose.finished());
    untilClose.closed();
    assertTrue(untilClose.finished());

    BodyDecoder sized = BodyDecoder.of(BodyFraming.sized(4), LIMITS);
    Wire.decode(sized, Wire.bytes("abc"), List.of());
    assertEquals(Http1Fault.TRUNCATED, assertThrows(Http1Exception.class, sized::closed).fault());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "3\r\nabc", "3\r\nabc\r\n", "3\r\nabc\r\n0\r\n", "3\r\nabc\r\n0\r\nA: b\r\n"})
  void isCutShortByACloseBeforeTheLastEmptyLine(String bytes) {
    BodyDecoder decoder = chunked();
    Wire.decode(decoder, Wire.bytes(bytes), List.of());
    assertEquals(Http1Fault.TRUNCATED, assertThrows(Http1Exception.class, decoder::closed).fault());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3\\r\\nabc\\r\\n0\\r\\n\\r\\n",
        "1\\r\\na\\r\\n2\\r\\nbc\\r\\n0\\r\\n\\r\\n",
        "0000000000000003\\r\\nabc\\r\\n000\\r\\n\\r\\n",
        "3;a=b\\r\\nabc\\r\\n0;last\\r\\n\\r\\n",
        "3;a;b;c=d\\r\\nabc\\r\\n0\\r\\n\\r\\n",
        "3 ; a = b\\r\\nabc\\r\\n0\\r\\n\\r\\n",
        "3\\t;\\ta\\t;\\tb\\t=\\t\"c\"\\r\\nabc\\r\\n0\\r\\n\\r\\n",
        "3;a=\"b;\\\"c\\\\ d\"\\r\\nabc\\r\\n0\\r\\n\\r\\n",
        "3;a=\"\"\\r\\nabc\\r\\n0\\r\\n\\r\\n"
      })
  void readsLegalChunks(String escaped) {
    byte[] bytes = Wire.bytes(unescape(escaped) + "GET /");
    for (List<Integer> cuts : List.of(List.<Integer>of(), Wire.everywhere(bytes))) {
      Wire.Content content = Wire.decode(chunked(), bytes, cuts);
      assertEquals("abc", content.text());
      assertEquals(bytes.length - 5, content.end());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CHUNK_END, 3\\nabc\\r\\n0\\r\\n\\r\\n",
    "CHUNK_END, 3\\r\\nabc\\n0\\r\\n\\r\\n",
    "CHUNK_END, 3\\r\\nabc0\\r\\n\\r\\n",
    "CHUNK_END, 3\\r\\nabcd\\r\\n0\\r\\n\\r\\n",
    "CHUNK_END, 3\\r\\nabc\\r0\\r\\n\\r\\n",
    "CHUNK_END, 3\\rabc\\r\\n0\\r\\n\\r\\n",
    "CHUNK_END, 3\\r\\rabc",
    "CHUNK_END, 3;a\\rabc",
    "CHUNK_EXTENSION, 3;a\\nabc\\r\\n0\\r\\n\\r\\n",
    "CHUNK_SIZE, +3\\r\\nabc\\r\\n0\\r\\n\\r\\n",
    "CHUNK_SIZE, -3\\r\\nabc\\r\\n0\\r\\n\\r\\n",
    "CHUNK_SIZE, 0x3\\r\\nabc\\r\\n0\\r\\n\\r\\n",
    "CHUNK_SIZE, 3_0\\r\\nabc\\r\\n0\\r\\n\\r\\n",
    "CHUNK_SIZE, 3g\\r\\nabc\\r\\n0\\r\\n\\r\\n",
    "CHUNK_SIZE, ' 3\\r\\nabc\\r\\n0\\r\\n\\r\\n'",
    "CHUNK_SIZE, \\r\\nabc",
    "CHUNK_SIZE, ;a=b\\r\\nabc",
    "CHUNK_SIZE, 00000000000000003\\r\\nabc",
    "CHUNK_SIZE, 8000000000000000\\r\\nabc",
    "CHUNK_SIZE, ffffffffffffffff\\r\\nabc",
    "CHUNK_SIZE, 10000000000000003\\r\\nabc",
    "CHUNK_EXTENSION, 3 \\r\\nabc",
    "CHUNK_EXTENSION, 3 3\\r\\nabc",
    "CHUNK_EXTENSION, 3;\\r\\nabc",
    "CHUNK_EXTENSION, 3;=b\\r\\nabc",
    "CHUNK_EXTENSION, 3;a=\\r\\nabc",
    "CHUNK_EXTENSION, '3;a=b c\\r\\nabc'",
    "CHUNK_EXTENSION, '3;a=\"b\\r\\nabc\\r\\n0\\r\\n\\r\\n'",
    "CHUNK_EXTENSION, '3;a=\"b\\\\\\r\\nabc'",
    "CHUNK_EXTENSION, '3;a=\"b\"c\\r\\nabc'",
    "CHUNK_EXTENSION, '3;a=\"b\\nc\"\\r\\nabc'",
    "BARE_LINE_FEED, 0\\r\\n\\n",
    "BARE_LINE_FEED, 0\\r\\nA: b\\n\\r\\n",
    "LINE_FOLDING, 0\\r\\nA: b\\r\\n c\\r\\n\\r\\n",
    "SPACE_BEFORE_COLON, 0\\r\\nA : b\\r\\n\\r\\n",
    "FIELD_NAME, 0\\r\\nGET / HTTP/1.1\\r\\n\\r\\n",
    "FIELD_VALUE, 0\\r\\nA: b\\rc\\r\\n\\r\\n"
  })
  void refusesIllegalChunks(Http1Fault fault, String escaped) {
    byte[] bytes = Wire.bytes(unescape(escaped));
    for (List<Integer> cuts : List.of(List.<Integer>of(), Wire.everywhere(bytes))) {
      Http1Exception thrown =
          assertThrows(Http1Exception.class, () -> Wire.decode(chunked(), bytes, cuts), escaped);
      assertTrue(thrown.status() >= 400);
      assertEquals(fault, thrown.fault(), escaped);
    }
  }

  @Test
  void streamsAGiantChunk() {
    BodyDecoder decoder = chunked();
    byte[] start = Wire.bytes("7fffffffffffffff\r\n");
    assertEquals(start.length, decoder.decode(start, 0, start.length));
    byte[] buffer = new byte[1 << 16];
    for (int i = 0; i < 1000; i++) {
      assertEquals(buffer.length, decoder.decode(buffer, 0, buffer.length));
      assertEquals(buffer.length, decoder.contentEnd() - decoder.contentStart());
    }
    assertEquals(1000L << 16, decoder.taken());
  }

  @Test
  void boundsChunkExtensionsOfAWholeBody() {
    String chunk = "1;" + "a".repeat(1000) + "\r\nx\r\n";
    byte[] bytes = Wire.bytes(chunk.repeat(5));
    Http1Exception thrown =
        assertThrows(Http1Exception.class, () -> Wire.decode(chunked(), bytes, List.of()));
    assertEquals(Http1Fault.CHUNK_EXTENSIONS_TOO_LARGE, thrown.fault());
    assertEquals("xxxx", Wire.decode(chunked(), Wire.bytes(chunk.repeat(4)), List.of()).text());
  }

  @Test
  void boundsTrailers() {
    String large = "0\r\nA: " + "b".repeat(9 << 10);
    String many = "0\r\n" + "A: b\r\n".repeat(51) + "\r\n";
    for (String body : List.of(large, many)) {
      Http1Exception thrown =
          assertThrows(
              Http1Exception.class,
              () -> Wire.decode(chunked(), Wire.bytes(body), List.of(7, 100)));
      assertEquals(Http1Fault.TRAILERS_TOO_LARGE, thrown.fault());
    }
  }

  @Test
  void boundsBodies() {
    Http1Limits limits = LIMITS.withBodyBytes(3);
    Http1Exception sized =
        assertThrows(Http1Exception.class, () -> BodyDecoder.of(BodyFraming.sized(4), limits));
    assertEquals(413, sized.status());
    byte[] chunks = Wire.bytes("2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n");
    Http1Exception inChunks =
        assertThrows(
            Http1Exception.class,
            () -> Wire.decode(BodyDecoder.of(BodyFraming.chunked(), limits), chunks, List.of()));
    assertEquals(413, inChunks.status());
  }

  @Test
  void passesTrailersWithoutThoseThatMayNotStandThere() {
    List<String> lines =
        List.of(
            "0",
            "X-T: 1",
            "Content-Length: 3",
            "Host: a",
            "Authorization: b",
            "Transfer-Encoding: chunked",
            "X-Forwarded-For: c",
            "Server-Timing: d");
    byte[] bytes = Wire.bytes(String.join("\r\n", lines) + "\r\n\r\n");
    for (List<Integer> cuts : List.of(List.<Integer>of(), Wire.everywhere(bytes))) {
      Wire.Content content = Wire.decode(chunked(), bytes, cuts);
      assertEquals(List.of("X-T: 1", "Server-Timing: d"), Wire.lines(content.trailers()));
    }
  }
}
