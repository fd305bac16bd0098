package io.sluice.probe.http;

import io.sluice.api.FieldSyntax;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an answer (RFC 9112 sections 4 to 6), read strictly and within a bound: an endpoint
 * that doesn't frame its answers well is not well.
 *
 * <p>Interim answers are passed over. The space after a status code without a reason may be
 * missing.
 *
 * @param status the status code, 200 to 599
 * @param lengths the values of Content-Length
 * @param codings the values of Transfer-Encoding, in lower case
 */
record HttpProbeAnswer(int status, List<String> lengths, List<String> codings) {

  /** How long the heads may be, interim ones included. */
  private static final int MOST_BYTES = 8192;

  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: [\\t\\x20-\\x7E\\x80-\\xFF]*)?");

  HttpProbeAnswer {
    lengths = List.copyOf(lengths);
    codings = List.copyOf(codings);
  }

  /**
   * The final answer, when all of its head was read.
   *
   * @throws IOException if the connection ends or fails before, or what comes is no such answer;
   *     the message says so in a few words
   */
  static HttpProbeAnswer read(HttpProbeInput in) throws IOException {
    in.begin("head", MOST_BYTES);
    HttpProbeAnswer answer = head(in);
    while (answer.status < 200) {
      if (answer.status == 101) {
        throw new ProtocolException("answered 101 although nothing was to be switched");
      }
      answer = head(in);
    }
    return answer;
  }

  private static HttpProbeAnswer head(HttpProbeInput in) throws IOException {
    Matcher statusLine = STATUS_LINE.matcher(in.line());
    if (!statusLine.matches()) {
      throw new ProtocolException("what came is no HTTP/1.1 answer");
    }
    List<String> lengths = new ArrayList<>();
    List<String> codings = new ArrayList<>();
    for (String field = in.line(); !field.isEmpty(); field = in.line()) {
      int colon = field.indexOf(':');
      if (colon < 0
          || !FieldSyntax.isToken(field.substring(0, colon))
          || !FieldSyntax.isValue(field.substring(colon + 1))) {
        throw new ProtocolException("the answer has a malformed field line");
      }
      String value = field.substring(colon + 1).strip();
      switch (field.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "content-length" -> lengths.add(value);
        case "transfer-encoding" -> codings.add(value.toLowerCase(Locale.ROOT));
        default -> {}
      }
    }
    return new HttpProbeAnswer(Integer.parseInt(statusLine.group(1)), lengths, codings);
  }
}
