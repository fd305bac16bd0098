package io.sluice.runtime.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadParserTest {

  @Test
  void readsAPlainRequest() {
    ParsedRequestHead head =
        Wire.request("GET /a/b?c=d&e HTTP/1.1\r\nHost: books.example:8080\r\nAccept: */*\r\n\r\n");
    assertEquals(new RequestLine("GET", "/a/b", "?c=d&e", "", true), head.line());
    assertEquals("books.example:8080", head.authority());
    assertEquals(List.of("Host: books.example:8080", "Accept: */*"), Wire.lines(head.fields()));
    assertEquals(BodyFraming.none(), head.framing());
    assertSame(ConnectionOptions.KEEP, head.connection());
    assertFalse(head.continueExpected());
  }

  @Test
  void keepsValuesAsTheyWereSentExceptForTheBlanksAround() {
    ParsedRequestHead head =
        Wire.request(
            "GET / HTTP/1.1\r\nhOST:a\r\nA:\r\nB: \t c\t d \t\r\nC: caf\u00c3\u00a9\r\nA: 2\r\n\r\n");
    assertEquals(
        List.of("hOST: a", "A: ", "B: c\t d", "C: caf\u00c3\u00a9", "A: 2"),
        Wire.lines(head.fields()));
    assertEquals("a", head.authority());
  }

  @Test
  void readsOneHeadAfterTheOtherFromOneBuffer() {
    byte[] bytes =
        Wire.bytes(
            "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPUT /2 HTTP/1.1\r\nHost: b\r\nContent-Length: 7\r\n\r\n");
    RequestHeadParser parser = new RequestHeadParser(Http1Limits.requests());
    int end = parser.parse(bytes, 0, bytes.length);
    assertEquals("/1", parser.head().line().path());
    assertFalse(parser.begun());
    assertEquals(bytes.length, parser.parse(bytes, end, bytes.length));
    assertEquals("/2", parser.head().line().path());
    assertEquals("b", parser.head().authority());
    assertEquals(BodyFraming.sized(7), parser.head().framing());
  }

  @Test
  void forgetsAHeadThatWasTakenAndNoneThatHasBegun() {
    byte[] bytes = Wire.bytes("PUT /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\n");
    byte[] next = Wire.bytes("GET /2 HTTP/1.1\r\nHost: b\r\n\r\n");
    RequestHeadParser parser = new RequestHeadParser(Http1Limits.requests());
    parser.parse(bytes, 0, bytes.length);
    ParsedRequestHead taken = parser.head();
    parser.release();
    assertThrows(IllegalStateException.class, parser::head);
    assertEquals("/1", taken.line().path());
    assertEquals(RequestHeadParser.NEED_MORE, parser.parse(next, 0, next.length - 4));
    parser.release();
    assertEquals(next.length, parser.parse(next, 0, next.length));
    assertEquals("/2", parser.head().line().path());
    assertEquals("b", parser.head().authority());
    assertEquals(BodyFraming.none(), parser.head().framing());
  }

  @Test
  void passesOverOneLeadingEmptyLine() {
    assertEquals("/", Wire.request("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n").line().path());
  }

  @Test
  void tellsWhetherAHeadHasBegun() {
    RequestHeadParser parser = new RequestHeadParser(Http1Limits.requests());
    assertFalse(parser.begun());
    assertEquals(HeadParser.NEED_MORE, parser.parse(Wire.bytes("GE"), 0, 2));
    assertTrue(parser.begun());
  }

  @ParameterizedTest
  @CsvSource({
    "http://b/x?y, b, /x, ?y",
    "HTTPS://b:1/, b:1, /, ''",
    "http://[::1]:8080?q, [::1]:8080, /, ?q",
    "http://b, b, /, ''"
  })
  void takesTheAuthorityOfAnAbsoluteTargetForTheHost(
      String target, String authority, String path, String query) {
    ParsedRequestHead head = Wire.request("GET " + target + " HTTP/1.1\r\nHost: a\r\nA: b\r\n\r\n");
    assertEquals(authority, head.authority());
    assertEquals(path, head.line().path());
    assertEquals(query, head.line().query());
    assertEquals(List.of("A: b", "Host: " + authority), Wire.lines(head.fields()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "http://a"})
  void readsTheAsteriskForm(String target) {
    ParsedRequestHead head = Wire.request("OPTIONS " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
    assertEquals("*", head.line().path());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?x[]={y}", "?a|b", "?", "?a?b", "?%zz", "?\\^`\"<>"})
  void passesQueriesUnchanged(String query) {
    assertEquals(
        query, Wire.request("GET /" + query + " HTTP/1.1\r\nHost: a\r\n\r\n").line().query());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a:", "a:0", "a:65535", "1.2.3.4:80", "[::1]", "[::ffff:1.2.3.4]:1", "x_y.A"})
  void acceptsHosts(String host) {
    assertEquals(host, Wire.request("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").authority());
  }

  @Test
  void answersHttp10AndCloses() {
    ParsedRequestHead head = Wire.request("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    assertFalse(head.line().http11());
    assertEquals("", head.authority());
    assertSame(ConnectionOptions.CLOSE, head.connection());
  }

  @ParameterizedTest
  @CsvSource({
    "'Content-Length: 0', 0",
    "'Content-Length: 003', 3",
    "'Content-Length: 999999999999999999', 999999999999999999"
  })
  void readsLengths(String field, long length) {
    assertEquals(
        BodyFraming.sized(length),
        Wire.request("GET / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n").framing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunked", "CHUNKED", "\t chunked \t"})
  void readsChunked(String coding) {
    ParsedRequestHead head =
        Wire.request("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:" + coding + "\r\n\r\n");
    assertEquals(BodyFraming.chunked(), head.framing());
    assertEquals(List.of("Host: a"), Wire.lines(head.fields()));
  }

  @Test
  void leavesOutWhatEndsHereAndWhatConnectionNames() {
    ParsedRequestHead head =
        Wire.request(
            Wire.lines(
                "GET / HTTP/1.1",
                "X-Mine: 1",
                "Connection: close, x-mine, TE",
                "Host: a",
                "TE: gzip, Trailers",
                "Keep-Alive: 5",
                "Proxy-Connection: x",
                "Proxy-Authorization: x",
                "Proxy: x",
                "Upgrade: foo",
                "HTTP2-Settings: x",
                "X_Forwarded_For: 1",
                "X_Real-IP: 1",
                "A_b: c"));
    assertEquals(List.of("Host: a", "A_b: c"), Wire.lines(head.fields()));
    assertEquals(new ConnectionOptions(false, "", true), head.connection());
  }

  @Test
  void keepsEndToEndFieldsThatConnectionNames() {
    ParsedRequestHead head =
        Wire.request(
            Wire.lines(
                "POST / HTTP/1.1",
                "Host: a",
                "Authorization: b",
                "X-Forwarded-For: c",
                "Content-Length: 1",
                "Cookie: d",
                "Connection: close, X-Forwarded-For, Authorization, Host",
                "Connection: Content-Length, cookie, ,"));
    assertEquals(
        List.of(
            "Host: a", "Authorization: b", "X-Forwarded-For: c", "Content-Length: 1", "Cookie: d"),
        Wire.lines(head.fields()));
    assertEquals(BodyFraming.sized(1), head.framing());
  }

  @ParameterizedTest
  @CsvSource({
    "'Connection: Upgrade', 'Upgrade: websocket', websocket",
    "'Connection: keep-alive, upgrade', 'Upgrade: h2c', h2c",
    "'Connection: keep-alive', 'Upgrade: websocket', ''",
    "'Connection: upgrade', 'A: b', ''"
  })
  void readsUpgradesThatConnectionNames(String connection, String upgrade, String protocol) {
    ParsedRequestHead head =
        Wire.request("GET / HTTP/1.1\r\nHost: a\r\n" + upgrade + "\r\n" + connection + "\r\n\r\n");
    assertEquals(protocol, head.connection().upgrade());
    assertFalse(head.fields().contains("upgrade"));
  }

  @Test
  void readsExpectations() {
    String fields = " HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\n";
    assertTrue(Wire.request("PUT /" + fields + "Content-Length: 1\r\n\r\n").continueExpected());
    assertFalse(Wire.request("PUT /" + fields + "\r\n").continueExpected());
    assertFalse(
        Wire.request("PUT / HTTP/1.0\r\nExpect: what\r\nContent-Length: 1\r\n\r\n")
            .continueExpected());
  }

  @Test
  void sharesTheNamesOfKnownMethodsAndTakesOthers() {
    assertSame("GET", Wire.request("GET / HTTP/1.1\r\nHost: a\r\n\r\n").line().method());
    assertEquals("get", Wire.request("get / HTTP/1.1\r\nHost: a\r\n\r\n").line().method());
    assertEquals("M-X", Wire.request("M-X / HTTP/1.1\r\nHost: a\r\n\r\n").line().method());
  }
}
