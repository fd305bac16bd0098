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

class ResponseHeadParserTest {

  private static ParsedResponseHead get(String text) {
    return Wire.response("GET", text);
  }

  @Test
  void readsAPlainAnswer() {
    ParsedResponseHead head =
        get(
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nKeep-Alive: 5\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n\r\n");
    assertEquals(200, head.status());
    assertEquals(BodyFraming.sized(3), head.framing());
    assertEquals(
        List.of("Content-Length: 3", "Set-Cookie: a", "Set-Cookie: b"), Wire.lines(head.fields()));
    assertTrue(head.connection().keepAlive());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 404", "HTTP/1.1 404 ", "HTTP/1.1 404 Nicht gef\u00fcnden: x"})
  void takesAnyReason(String line) {
    assertEquals(404, get(line + "\r\nContent-Length: 0\r\n\r\n").status());
  }

  @Test
  void readsUntilCloseIfNoFieldSaysOtherwise() {
    ParsedResponseHead head = get("HTTP/1.1 200 OK\r\n\r\n");
    assertEquals(BodyFraming.untilClose(), head.framing());
    assertFalse(head.connection().keepAlive());
  }

  @Test
  void expectsNoContentAfterHeadAnd304ButKeepsTheLength() {
    String fields = "Content-Length: 3\r\n\r\n";
    ParsedResponseHead toHead = Wire.response("HEAD", "HTTP/1.1 200 OK\r\n" + fields);
    assertEquals(BodyFraming.none(), toHead.framing());
    assertEquals(List.of("Content-Length: 3"), Wire.lines(toHead.fields()));
    assertTrue(toHead.connection().keepAlive());
    assertEquals(BodyFraming.none(), get("HTTP/1.1 304 Not Modified\r\n" + fields).framing());
    assertEquals(
        BodyFraming.none(),
        Wire.response("HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").framing());
  }

  @Test
  void expectsNoContentAfter204AndClosesIfALengthSaysOtherwise() {
    ParsedResponseHead honest = get("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n");
    assertEquals(BodyFraming.none(), honest.framing());
    assertEquals(List.of(), Wire.lines(honest.fields()));
    assertTrue(honest.connection().keepAlive());
    ParsedResponseHead liar = get("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n");
    assertEquals(BodyFraming.none(), liar.framing());
    assertFalse(liar.connection().keepAlive());
  }

  @Test
  void readsInterimHeadsBeforeTheFinalOne() {
    byte[] bytes =
        Wire.bytes(
            "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n");
    ResponseHeadParser parser = new ResponseHeadParser(Http1Limits.responses());
    parser.begin("GET", false);
    int end = parser.parse(bytes, 0, bytes.length);
    assertTrue(parser.head().interim());
    assertEquals(List.of("Link: a"), Wire.lines(parser.head().fields()));
    parser.parse(bytes, end, bytes.length);
    assertFalse(parser.head().interim());
    assertEquals(BodyFraming.sized(1), parser.head().framing());
  }

  @Test
  void takesASwitchThatWasAskedFor() {
    byte[] bytes =
        Wire.bytes("HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    ResponseHeadParser parser = new ResponseHeadParser(Http1Limits.responses());
    parser.begin("GET", true);
    parser.parse(bytes, 0, bytes.length);
    assertTrue(parser.head().switching());
    assertEquals("websocket", parser.head().connection().upgrade());
  }

  @Test
  void doesNotReuseConnectionsToHttp10() {
    ParsedResponseHead head =
        get("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\n");
    assertFalse(head.connection().keepAlive());
  }

  @ParameterizedTest
  @CsvSource({
    "UNASKED_SWITCH, HTTP/1.1 101 x\\r\\nUpgrade: a\\r\\nConnection: upgrade\\r\\n\\r\\n",
    "CONTENT_LENGTH, HTTP/1.1 200 OK\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\n",
    "TWO_FRAMINGS, HTTP/1.1 200 OK\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n",
    "TWO_FRAMINGS, HTTP/1.1 304 x\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n",
    "TRANSFER_ENCODING, HTTP/1.1 204 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n",
    "TRANSFER_ENCODING, HTTP/1.1 103 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n",
    "TRANSFER_ENCODING, HTTP/1.0 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n",
    "TRANSFER_ENCODING, HTTP/1.1 200 OK\\r\\nTransfer-Encoding: gzip\\r\\n\\r\\n",
    "UNKNOWN_CODING, 'HTTP/1.1 200 OK\\r\\nTransfer-Encoding: gzip, chunked\\r\\n\\r\\n'",
    "STATUS_LINE, HTTP/1.1 099 x\\r\\n\\r\\n",
    "STATUS_LINE, HTTP/1.1 600 x\\r\\n\\r\\n",
    "STATUS_LINE, HTTP/1.1 20 x\\r\\n\\r\\n",
    "STATUS_LINE, HTTP/1.1 2000 x\\r\\n\\r\\n",
    "STATUS_LINE, HTTP/1.1 2x0 x\\r\\n\\r\\n",
    "STATUS_LINE, HTTP/1.1  200 x\\r\\n\\r\\n",
    "STATUS_LINE, HTTP/1.1\\r\\n\\r\\n",
    "STATUS_LINE, \\r\\nHTTP/1.1 200 OK\\r\\n\\r\\n",
    "STATUS_LINE, http/1.1 200 OK\\r\\n\\r\\n",
    "STATUS_LINE, HTTP/1.1 200 a\\rb\\r\\n\\r\\n",
    "STATUS_LINE, ICY 200 OK\\r\\n\\r\\n",
    "VERSION, HTTP/2.0 200 OK\\r\\n\\r\\n",
    "LINE_FOLDING, HTTP/1.1 200 OK\\r\\nA: b\\r\\n c\\r\\n\\r\\n",
    "BARE_LINE_FEED, HTTP/1.1 200 OK\\n\\n"
  })
  void refuses(Http1Fault fault, String escaped) {
    String head = escaped.replace("\\r", "\r").replace("\\n", "\n");
    assertEquals(fault, assertThrows(Http1Exception.class, () -> get(head)).fault());
  }

  @Test
  void refusesAHeadWithoutEnd() {
    String head = "HTTP/1.1 200 OK\r\nA: " + "b".repeat(1 << 20);
    assertEquals(
        Http1Fault.HEAD_TOO_LARGE, assertThrows(Http1Exception.class, () -> get(head)).fault());
  }
}
