package io.sluice.runtime.http1;

import io.sluice.api.Headers;
import io.sluice.runtime.exchange.FieldList;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages as text with a character for each byte, and readers that are fed them whole or in
 * pieces.
 */
final class Wire {

  private Wire() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  static String text(OutBuffer out) {
    return text(out.array(), 0, out.length());
  }

  /** A head of these lines. */
  static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  static ParsedRequestHead request(String text) {
    RequestHeadParser parser = new RequestHeadParser(Http1Limits.requests());
    feed(parser, bytes(text), List.of());
    return parser.head();
  }

  static ParsedResponseHead response(String method, String text) {
    ResponseHeadParser parser = new ResponseHeadParser(Http1Limits.responses());
    parser.begin(method, false);
    feed(parser, bytes(text), List.of());
    return parser.head();
  }

  /**
   * Feeds a head cut at these places, each time in a new array and at another offset.
   *
   * @return where the head ended
   */
  static int feed(HeadParser parser, byte[] message, List<Integer> cuts) {
    for (int cut : ends(message, cuts)) {
      int offset = cut % 7;
      byte[] buffer = new byte[offset + cut + 3];
      System.arraycopy(message, 0, buffer, offset, cut);
      int end = parser.parse(buffer, offset, offset + cut);
      if (end != HeadParser.NEED_MORE) {
        return end - offset;
      }
    }
    throw new AssertionError("the head does not end");
  }

  /** What a body came to. */
  record Content(String text, FieldList trailers, int end) {}

  /**
   * Decodes a body cut at these places; what is not consumed is offered again with the next piece.
   */
  static Content decode(BodyDecoder decoder, byte[] message, List<Integer> cuts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int at = 0;
    for (int cut : ends(message, cuts)) {
      while (at < cut && !decoder.finished()) {
        at = decoder.decode(message, at, cut);
        content.write(
            message, decoder.contentStart(), decoder.contentEnd() - decoder.contentStart());
      }
    }
    return new Content(content.toString(StandardCharsets.ISO_8859_1), decoder.trailers(), at);
  }

  static List<Integer> ends(byte[] message, List<Integer> cuts) {
    List<Integer> ends = new ArrayList<>();
    cuts.stream().map(cut -> cut % (message.length + 1)).distinct().sorted().forEach(ends::add);
    ends.add(message.length);
    return ends;
  }

  /** Each byte alone. */
  static List<Integer> everywhere(byte[] message) {
    List<Integer> cuts = new ArrayList<>();
    for (int i = 0; i < message.length; i++) {
      cuts.add(i);
    }
    return cuts;
  }

  /** The fields of alternating names and values. */
  static FieldList fields(String... namesAndValues) {
    return FieldList.copyOf(Headers.of(namesAndValues));
  }

  /** The lines as {@code name: value}. */
  static List<String> lines(Headers headers) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      lines.add(headers.name(i) + ": " + headers.value(i));
    }
    return lines;
  }
}
