package io.sluice.runtime.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that must be refused, each with the fault it is refused for, whole and byte by byte. */
class HostileRequestTest {

  private static final String HEAD = "POST / HTTP/1.1\r\nHost: a\r\n";

  static Stream<Arguments> heads() {
    return Stream.of(
            framing(), transferEncodings(), fieldBytes(), requestLines(), targets(), hosts())
        .flatMap(s -> s);
  }

  private static Arguments line(String name, Http1Fault fault, String requestLine) {
    return Arguments.of(name, fault, requestLine + "\r\nHost: a\r\n\r\n");
  }

  private static Arguments fields(String name, Http1Fault fault, String... fields) {
    return Arguments.of(name, fault, HEAD + String.join("\r\n", fields) + "\r\n\r\n");
  }

  private static Stream<Arguments> framing() {
    Http1Fault two = Http1Fault.TWO_FRAMINGS;
    Http1Fault length = Http1Fault.CONTENT_LENGTH;
    return Stream.of(
        fields("CL and TE", two, "Content-Length: 3", "Transfer-Encoding: chunked"),
        fields("TE and CL", two, "Transfer-Encoding: chunked", "Content-Length: 3"),
        fields("CL 0 and TE", two, "Content-Length: 0", "Transfer-Encoding: chunked"),
        fields("two lengths", length, "Content-Length: 3", "Content-Length: 4"),
        fields("two equal lengths", length, "Content-Length: 3", "Content-Length: 3"),
        fields("length list", length, "Content-Length: 3, 3"),
        fields("length with plus", length, "Content-Length: +3"),
        fields("length with minus", length, "Content-Length: -1"),
        fields("empty length", length, "Content-Length:"),
        fields("blank length", length, "Content-Length: \t "),
        fields("hexadecimal length", length, "Content-Length: 0x3"),
        fields("length with underscore", length, "Content-Length: 3_0"),
        fields("length with fraction", length, "Content-Length: 3.0"),
        fields("length with blank inside", length, "Content-Length: 3 0"),
        fields("quoted length", length, "Content-Length: \"3\""),
        fields("length with other digits", length, "Content-Length: \u00b3"),
        fields("20 digits", length, "Content-Length: 18446744073709551619"),
        fields("19 digits", length, "Content-Length: 9223372036854775808"),
        fields("20 digits of zeros", length, "Content-Length: 00000000000000000003"));
  }

  private static Stream<Arguments> transferEncodings() {
    Http1Fault coding = Http1Fault.TRANSFER_ENCODING;
    return Stream.of(
        fields("space before colon", Http1Fault.SPACE_BEFORE_COLON, "Transfer-Encoding : chunked"),
        fields("tab before colon", Http1Fault.SPACE_BEFORE_COLON, "Transfer-Encoding\t: chunked"),
        fields("VT before value", Http1Fault.FIELD_VALUE, "Transfer-Encoding: \u000bchunked"),
        fields("FF after value", Http1Fault.FIELD_VALUE, "Transfer-Encoding: chunked\f"),
        fields("NUL after value", Http1Fault.FIELD_VALUE, "Transfer-Encoding: chunked\0"),
        fields("xchunked", coding, "Transfer-Encoding: xchunked"),
        fields("chunkedx", coding, "Transfer-Encoding: chunkedx"),
        fields("quoted", coding, "Transfer-Encoding: \"chunked\""),
        fields("empty", coding, "Transfer-Encoding:"),
        fields("comma", coding, "Transfer-Encoding: ,"),
        fields("identity", coding, "Transfer-Encoding: identity"),
        fields("gzip", coding, "Transfer-Encoding: gzip"),
        fields("parameter", coding, "Transfer-Encoding: chunked;q=1"),
        fields("chunked, identity", coding, "Transfer-Encoding: chunked, identity"),
        fields("chunked, gzip", coding, "Transfer-Encoding: chunked, gzip"),
        fields("twice in one", coding, "Transfer-Encoding: chunked, chunked"),
        fields("trailing comma", coding, "Transfer-Encoding: chunked,"),
        fields("obs-text", coding, "Transfer-Encoding: chunked\u00a0"),
        fields("K of Kelvin shape", coding, "Transfer-Encoding: chun\u00eaed"),
        fields("two lines", coding, "Transfer-Encoding: chunked", "Transfer-Encoding: chunked"),
        fields("two unequal", coding, "Transfer-Encoding: chunked", "Transfer-Encoding: x"),
        fields("gzip, chunked", Http1Fault.UNKNOWN_CODING, "Transfer-Encoding: gzip, chunked"),
        fields("x, chunked", Http1Fault.UNKNOWN_CODING, "Transfer-Encoding: x,chunked"),
        fields("underscore", Http1Fault.AMBIGUOUS_NAME, "Transfer_Encoding: chunked"),
        fields("length underscore", Http1Fault.AMBIGUOUS_NAME, "content_length: 3"),
        Arguments.of("HTTP/1.0", coding, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"));
  }

  private static Stream<Arguments> fieldBytes() {
    Http1Fault name = Http1Fault.FIELD_NAME;
    Http1Fault value = Http1Fault.FIELD_VALUE;
    Http1Fault fold = Http1Fault.LINE_FOLDING;
    Http1Fault feed = Http1Fault.BARE_LINE_FEED;
    return Stream.of(
        fields("bare CR", value, "A: b\rc"),
        fields("CR before CRLF", value, "A: b\r"),
        fields("bare CR makes no line", value, "A: b\rContent-Length: 3"),
        fields("bare LF", feed, "A: b\nC: d"),
        Arguments.of("LF LF ends no head", feed, HEAD + "A: b\n\nGET /x HTTP/1.1\r\n\r\n"),
        Arguments.of("CRLF LF ends no head", feed, HEAD + "\nGET /x HTTP/1.1\r\n\r\n"),
        Arguments.of("LF after request line", feed, "GET / HTTP/1.1\nHost: a\r\n\r\n"),
        fields("NUL", value, "A: b\0c"),
        fields("NUL far in the value", value, "A: 0123456789abcdef0123\0"),
        fields("DEL", value, "A: b\u007f"),
        fields("ESC", value, "A: \u001b[31m"),
        fields("fold by space", fold, "A: b", " c"),
        fields("fold by tab", fold, "A: b", "\tContent-Length: 3"),
        fields("first line folded", fold, " A: b"),
        fields("blank line", fold, "A: b", " "),
        fields("empty name", name, ": b"),
        fields("no colon", name, "A"),
        fields("no colon far", name, "A b"),
        fields("NUL in name", name, "A\0: b"),
        fields("CR in name", name, "A\rB: c"),
        fields("colon quoted", name, "\"A\": b"),
        fields("at in name", name, "A@: b"),
        fields("slash in name", name, "A/: b"),
        fields("obs-text in name", name, "\u00e4: b"),
        fields("braces", name, "{A}: b"));
  }

  private static Stream<Arguments> requestLines() {
    Http1Fault shape = Http1Fault.REQUEST_LINE;
    Http1Fault version = Http1Fault.VERSION;
    return Stream.of(
        line("double space", Http1Fault.TARGET, "GET  / HTTP/1.1"),
        line("double space before version", Http1Fault.TARGET, "GET /  HTTP/1.1"),
        line("tab", shape, "GET\t/ HTTP/1.1"),
        line("tab before version", shape, "GET /\tHTTP/1.1"),
        line("lower-case version", shape, "GET / http/1.1"),
        line("HTTP/2.0", version, "GET / HTTP/2.0"),
        line("HTTP/1.2", version, "GET / HTTP/1.2"),
        line("HTTP/0.9", version, "GET / HTTP/0.9"),
        line("no version", shape, "GET /"),
        line("HTTP/1", shape, "GET / HTTP/1"),
        line("HTTP/11", shape, "GET / HTTP/1.10"),
        line("HTTP/01.1", shape, "GET / HTTP/01.1"),
        line("comma", shape, "GET / HTTP/1,1"),
        line("space after version", shape, "GET / HTTP/1.1 "),
        line("space in front", shape, " GET / HTTP/1.1"),
        line("no method", shape, " / HTTP/1.1"),
        line("no target", shape, "GET HTTP/1.1"),
        line("method of no token", shape, "G(T / HTTP/1.1"),
        line("method with NUL", shape, "GE\0T / HTTP/1.1"),
        line("quoted", shape, "\"GET / HTTP/1.1\""),
        line("bare CR for space", shape, "GET\r/ HTTP/1.1"),
        line("two leading empty lines", shape, "\r\n\r\nGET / HTTP/1.1"),
        line("leading LF", Http1Fault.BARE_LINE_FEED, "\nGET / HTTP/1.1"),
        Arguments.of("HTTP/2 preface", version, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        Arguments.of("TLS", shape, "\u0016\u0003\u0001\u0002\r\n\r\n"));
  }

  private static Stream<Arguments> targets() {
    Http1Fault target = Http1Fault.TARGET;
    return Stream.of(
        line("space in target", target, "GET /a b HTTP/1.1"),
        line("NUL in target", target, "GET /\0 HTTP/1.1"),
        line("CR in target", target, "GET /\r HTTP/1.1"),
        line("raw UTF-8", target, "GET /\u00c3\u00a9 HTTP/1.1"),
        line("DEL", target, "GET /\u007f HTTP/1.1"),
        line("fragment", target, "GET /a#b HTTP/1.1"),
        line("no slash", target, "GET a HTTP/1.1"),
        line("query only", target, "GET ?a HTTP/1.1"),
        line("asterisk with GET", target, "GET * HTTP/1.1"),
        line("asterisk and more", target, "OPTIONS *a HTTP/1.1"),
        line("other scheme", target, "GET ftp://a/ HTTP/1.1"),
        line("no authority", target, "GET http:/// HTTP/1.1"),
        line("user information", target, "GET http://u@a/ HTTP/1.1"),
        line("bad port", target, "GET http://a:b/ HTTP/1.1"),
        line("authority form", target, "GET a:80 HTTP/1.1"),
        line("CONNECT", Http1Fault.CONNECT, "CONNECT a:80 HTTP/1.1"),
        line("target of 9 KiB", Http1Fault.START_LINE_TOO_LONG, "GET /" + "a".repeat(9 << 10)));
  }

  private static Stream<Arguments> hosts() {
    Http1Fault host = Http1Fault.HOST;
    return Stream.of(
        Arguments.of("no Host", host, "GET / HTTP/1.1\r\n\r\n"),
        Arguments.of("no Host, absolute form", host, "GET http://a/ HTTP/1.1\r\n\r\n"),
        fields("two", host, "Host: a"),
        fields("two unequal", host, "host: b"),
        oneHost("user information", "a@b"),
        oneHost("slash", "a/b"),
        oneHost("empty", ""),
        oneHost("blank inside", "a b"),
        oneHost("list", "a, b"),
        oneHost("port of letters", "a:b"),
        oneHost("port of six digits", "a:123456"),
        oneHost("port too large", "a:65536"),
        oneHost("two ports", "a:1:2"),
        oneHost("only a port", ":80"),
        oneHost("backslash", "a\\b"),
        oneHost("query", "a?b"),
        oneHost("fragment", "a#b"),
        oneHost("obs-text", "\u00e4"),
        oneHost("broken escape", "a%2"),
        oneHost("escape", "a%41"),
        oneHost("IPv4 in brackets", "[1.2.3.4]"),
        oneHost("colons in brackets", "[:::]"),
        oneHost("open bracket", "[::1"),
        oneHost("zone", "[fe80::1%25eth0]"),
        oneHost("text after bracket", "[::1]a"),
        Arguments.of("two in HTTP/1.0", host, "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n"));
  }

  private static Arguments oneHost(String name, String value) {
    return Arguments.of(name, Http1Fault.HOST, "GET / HTTP/1.1\r\nHost: " + value + "\r\n\r\n");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("heads")
  void isRefused(String name, Http1Fault fault, String head) {
    assertEquals(fault, faultOf(head, List.of()), name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("heads")
  void isRefusedForTheSameReasonByteByByte(String name, Http1Fault fault, String head) {
    assertEquals(fault, faultOf(head, Wire.everywhere(Wire.bytes(head))), name);
  }

  @ParameterizedTest
  @MethodSource("tooMuch")
  void isRefusedWhileItGrows(Http1Fault fault, String head) {
    assertEquals(fault, faultOf(head, List.of()));
    assertEquals(fault, faultOf(head, Wire.everywhere(Wire.bytes(head))));
  }

  static Stream<Arguments> tooMuch() {
    return Stream.of(
        Arguments.of(Http1Fault.HEAD_TOO_LARGE, HEAD + "A: " + "b".repeat(17 << 10)),
        Arguments.of(
            Http1Fault.HEAD_TOO_LARGE, HEAD + ("A: " + "b".repeat(999) + "\r\n").repeat(17)),
        Arguments.of(Http1Fault.TOO_MANY_FIELDS, HEAD + "A: b\r\n".repeat(200)),
        Arguments.of(Http1Fault.START_LINE_TOO_LONG, "GET /" + "a".repeat(9 << 10)),
        Arguments.of(Http1Fault.START_LINE_TOO_LONG, "G".repeat(9 << 10)),
        Arguments.of(Http1Fault.EXPECTATION, HEAD + "Expect: 200-ok\r\n\r\n"),
        Arguments.of(Http1Fault.EXPECTATION, HEAD + "Expect: 100-continue\r\nExpect: x\r\n\r\n"));
  }

  private static Http1Fault faultOf(String head, List<Integer> cuts) {
    RequestHeadParser parser = new RequestHeadParser(Http1Limits.requests());
    return assertThrows(Http1Exception.class, () -> Wire.feed(parser, Wire.bytes(head), cuts), head)
        .fault();
  }
}
