package io.sluice.runtime.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.runtime.exchange.FieldList;
import org.junit.jupiter.api.Test;

class HeadWriterTest {

  private final OutBuffer out = new OutBuffer(16);
  private final HeadWriter writer = new HeadWriter(out);

  @Test
  void writesARequestWithItsBodyIntoOneBuffer() {
    FieldList fields = Wire.fields("Host", "stale", "Accept", "*/*", "Content-Length", "99");
    writer
        .request("POST", "/a", "?b", "books:80")
        .requestFields(fields)
        .field(FieldName.of("Via"), "1.1 sluice")
        .framing(BodyFraming.sized(2))
        .connection(ConnectionOptions.KEEP)
        .end();
    out.put(Wire.bytes("xhiy"), 1, 3);
    assertEquals(
        "POST /a?b HTTP/1.1\r\nHost: books:80\r\nAccept: */*\r\nVia: 1.1 sluice\r\nContent-Length: 2\r\n\r\nhi",
        Wire.text(out));
  }

  @Test
  void writesAResponse() {
    writer
        .response(404)
        .responseFields(Wire.fields("Content-Length", "9", "A", "b"), false)
        .framing(BodyFraming.chunked())
        .connection(ConnectionOptions.CLOSE)
        .end();
    assertEquals(
        "HTTP/1.1 404 Not Found\r\nA: b\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
        Wire.text(out));
  }

  @Test
  void keepsTheLengthInAnAnswerToHead() {
    writer
        .response(200)
        .responseFields(Wire.fields("Content-Length", "9"), true)
        .framing(BodyFraming.none())
        .end();
    assertEquals("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", Wire.text(out));
  }

  @Test
  void letsNoFilterFrameAMessageOrTouchItsConnection() {
    FieldList fields =
        Wire.fields(
            "Connection",
            "x",
            "Transfer-Encoding",
            "chunked",
            "Upgrade",
            "h2c",
            "TE",
            "x",
            "Keep-Alive",
            "x",
            "Expect",
            "x");
    writer.request("GET", "/", "", "a").requestFields(fields).end();
    assertEquals("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Wire.text(out));
  }

  @Test
  void writesConnectionOptions() {
    writer.response(101).connection(new ConnectionOptions(true, "websocket", false)).end();
    assertEquals(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        Wire.text(out));
    out.clear();
    writer.response(200).connection(new ConnectionOptions(false, "", true)).end();
    assertEquals(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nConnection: TE\r\nTE: trailers\r\n\r\n",
        Wire.text(out));
  }

  @Test
  void refusesWhatWouldEndALineEarly() {
    assertThrows(IllegalArgumentException.class, () -> writer.request("GET", "/a\r\nb", "", "a"));
    assertThrows(IllegalArgumentException.class, () -> writer.request("GET", "/a b", "", "a"));
    assertThrows(IllegalArgumentException.class, () -> writer.request("G T", "/", "", "a"));
    assertThrows(IllegalArgumentException.class, () -> writer.request("GET", "/", "", "a\r\nb"));
    assertThrows(IllegalArgumentException.class, () -> writer.field(FieldName.of("A"), "b\nc"));
    assertThrows(IllegalArgumentException.class, () -> writer.field(FieldName.of("A:"), "b"));
    assertThrows(IllegalArgumentException.class, () -> writer.response(600));
  }

  @Test
  void refusesCharactersThatAreNoBytes() {
    assertThrows(IllegalArgumentException.class, () -> writer.field(FieldName.of("A"), "\u010a"));
    assertThrows(IllegalArgumentException.class, () -> writer.field(FieldName.of("A"), "\u0141"));
  }

  @Test
  void writesNumbers() {
    for (long number : new long[] {0, 9, 10, 99, 12345678901L, Long.MAX_VALUE}) {
      out.clear();
      out.putDecimal(number).put(' ').putHex(number);
      assertEquals(number + " " + Long.toHexString(number), Wire.text(out));
    }
  }

  @Test
  void neverWritesAnEmptyChunkBeforeTheLast() {
    ChunkWriter chunks = new ChunkWriter(out);
    chunks.chunk(Wire.bytes("abc"), 0, 3);
    chunks.chunk(Wire.bytes("abc"), 1, 1);
    chunks.last(Wire.fields("X-T", "1", "Content-Length", "3"));
    assertEquals("3\r\nabc\r\n0\r\nX-T: 1\r\n\r\n", Wire.text(out));
    assertThrows(IllegalArgumentException.class, () -> chunks.begin(0));
  }
}
