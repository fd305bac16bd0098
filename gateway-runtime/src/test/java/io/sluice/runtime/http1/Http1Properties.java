package io.sluice.runtime.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.exchange.FieldList;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for any message, however its bytes arrive. */
class Http1Properties {

  private static final Http1Limits LIMITS = Http1Limits.requests();

  /** A request as its parts. */
  record Sent(String method, String path, String query, List<String> fields, BodyFraming framing) {

    FieldList headers() {
      return Wire.fields(fields.toArray(String[]::new));
    }

    byte[] written() {
      OutBuffer out = new OutBuffer(64);
      new HeadWriter(out)
          .request(method, path, query, "a.example:8080")
          .requestFields(headers())
          .framing(framing)
          .connection(ConnectionOptions.KEEP)
          .end();
      return Wire.bytes(Wire.text(out));
    }
  }

  @Provide
  Arbitrary<Sent> requests() {
    Arbitrary<String> methods = Arbitraries.of("GET", "HEAD", "POST", "M-SEARCH", "x");
    Arbitrary<String> paths =
        Arbitraries.strings().withChars("abc/.%;=+~").ofMaxLength(20).map(s -> "/" + s);
    Arbitrary<String> queries =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .excludeChars('#')
            .ofMaxLength(20)
            .map(s -> s.isEmpty() ? "" : "?" + s);
    return Combinators.combine(methods, paths, queries, fields(), framings()).as(Sent::new);
  }

  private static Arbitrary<List<String>> fields() {
    Arbitrary<String> names =
        Arbitraries.strings().withChars("abcXYZ019-!~").ofMinLength(1).ofMaxLength(24);
    Arbitrary<String> values =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .withCharRange('\u0080', '\u00ff')
            .withChars("\t ")
            .ofMaxLength(40)
            .map(Http1Properties::stripped);
    return Combinators.combine(names, values)
        .as(List::of)
        .list()
        .ofMaxSize(30)
        .map(pairs -> pairs.stream().flatMap(List::stream).toList());
  }

  private static String stripped(String text) {
    return text.replaceAll("^[\t ]+|[\t ]+$", "");
  }

  private static Arbitrary<BodyFraming> framings() {
    return Arbitraries.oneOf(
        Arbitraries.just(BodyFraming.none()),
        Arbitraries.just(BodyFraming.chunked()),
        Arbitraries.longs().between(0, 999_999_999_999_999_999L).map(BodyFraming::sized));
  }

  @Property
  void aRequestThatWasWrittenIsReadBackHoweverItIsCut(
      @ForAll("requests") Sent sent,
      @ForAll @Size(max = 12) List<@IntRange(max = 4000) Integer> cuts) {
    byte[] message = sent.written();
    RequestHeadParser parser = new RequestHeadParser(LIMITS);
    assertEquals(message.length, Wire.feed(parser, message, cuts));
    ParsedRequestHead head = parser.head();
    assertEquals(new RequestLine(sent.method(), sent.path(), sent.query(), "", true), head.line());
    assertEquals("a.example:8080", head.authority());
    assertEquals(sent.framing(), head.framing());
    List<String> expected = new ArrayList<>();
    expected.add("Host: a.example:8080");
    expected.addAll(Wire.lines(sent.headers()));
    if (sent.framing() instanceof BodyFraming.Sized(long length)) {
      expected.add("Content-Length: " + length);
    }
    assertEquals(expected, Wire.lines(head.fields()));
  }

  @Property(tries = 200)
  void aRequestReadByteByByteIsTheSame(@ForAll("requests") Sent sent) {
    byte[] message = sent.written();
    RequestHeadParser whole = new RequestHeadParser(LIMITS);
    RequestHeadParser bytewise = new RequestHeadParser(LIMITS);
    Wire.feed(whole, message, List.of());
    Wire.feed(bytewise, message, Wire.everywhere(message));
    assertEquals(whole.head(), bytewise.head());
  }

  @Property
  void anyBytesGetTheSameVerdictHoweverTheyAreCut(
      @ForAll("hostileHeads") String text,
      @ForAll @Size(max = 12) List<@IntRange(max = 400) Integer> cuts) {
    byte[] message = Wire.bytes(text + "\r\n\r\n");
    assertEquals(verdict(message, List.of()), verdict(message, cuts));
  }

  @Provide
  Arbitrary<String> hostileHeads() {
    return Arbitraries.of(
            "GET / HTTP/1.1\r\n",
            "POST /a HTTP/1.1\r\n",
            "Host: a\r\n",
            "Content-Length: 3\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Connection: close, A\r\n",
            "A: b\r\n",
            "\r\n",
            "\n",
            "\r",
            " ",
            ":",
            "\0",
            "x",
            "\u00e4")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  private static String verdict(byte[] message, List<Integer> cuts) {
    RequestHeadParser parser = new RequestHeadParser(LIMITS);
    try {
      int end = Wire.feed(parser, message, cuts);
      return end + " " + parser.head();
    } catch (Http1Exception refused) {
      return refused.fault().toString();
    }
  }

  @Property
  void contentInChunksIsReadBackHoweverItIsCut(
      @ForAll @Size(max = 8) List<@Size(min = 1, max = 300) byte[]> pieces,
      @ForAll @Size(max = 12) List<@IntRange(max = 4000) Integer> cuts) {
    OutBuffer out = new OutBuffer(16);
    ChunkWriter chunks = new ChunkWriter(out);
    StringBuilder content = new StringBuilder();
    for (byte[] piece : pieces) {
      chunks.chunk(piece, 0, piece.length);
      content.append(Wire.text(piece, 0, piece.length));
    }
    chunks.last(Wire.fields("X-T", "1"));
    int end = out.length();
    byte[] message = Wire.bytes(Wire.text(out.put("GET / HTTP/1.1")));
    Wire.Content read = Wire.decode(BodyDecoder.of(BodyFraming.chunked(), LIMITS), message, cuts);
    assertEquals(content.toString(), read.text());
    assertEquals(end, read.end());
    assertEquals(List.of("X-T: 1"), Wire.lines(read.trailers()));
  }

  @Property
  void aSizedBodyNeverGivesMoreThanItsSize(
      @ForAll @IntRange(max = 200) int size,
      @ForAll @Size(max = 300) byte[] bytes,
      @ForAll @Size(max = 6) List<@IntRange(max = 300) Integer> cuts) {
    BodyDecoder decoder = BodyDecoder.of(BodyFraming.sized(size), LIMITS);
    Wire.Content read = Wire.decode(decoder, bytes, cuts);
    int expected = Math.min(size, bytes.length);
    assertEquals(Wire.text(bytes, 0, expected), read.text());
    assertEquals(expected, read.end());
    assertEquals(size <= bytes.length, decoder.finished());
  }

  @Property
  void anyChunkedBytesGetTheSameVerdictHoweverTheyAreCut(
      @ForAll("hostileChunks") String text,
      @ForAll @Size(max = 12) List<@IntRange(max = 200) Integer> cuts) {
    byte[] message = Wire.bytes(text);
    String whole = chunkVerdict(message, List.of());
    assertEquals(whole, chunkVerdict(message, cuts));
    assertEquals(whole, chunkVerdict(message, Wire.everywhere(message)));
  }

  @Provide
  Arbitrary<String> hostileChunks() {
    return Arbitraries.of(
            "3\r\nabc\r\n",
            "0\r\n",
            "\r\n",
            "1;a=b\r\nx\r\n",
            "A: b\r\n",
            "\n",
            "\r",
            "0",
            "f",
            ";",
            "\"",
            "=",
            " ",
            "x")
        .list()
        .ofMaxSize(10)
        .map(parts -> String.join("", parts));
  }

  private static String chunkVerdict(byte[] message, List<Integer> cuts) {
    BodyDecoder decoder = BodyDecoder.of(BodyFraming.chunked(), LIMITS);
    try {
      Wire.Content read = Wire.decode(decoder, message, cuts);
      assertTrue(read.text().length() <= message.length);
      return read.text() + Wire.lines(read.trailers()) + read.end() + decoder.finished();
    } catch (Http1Exception refused) {
      return decoder.taken() + refused.fault().toString();
    }
  }
}
