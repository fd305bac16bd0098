package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.FieldList;
import io.sluice.runtime.exchange.Octets;

/**
 * Reads response heads, interim ones included, from one connection.
 *
 * <p>For one thread. {@link #begin} for each request sent, then {@link #parse} and {@link #head}
 * for each head of its answer. How many interim heads are taken, and for how long, is the caller's
 * to bound.
 */
public final class ResponseHeadParser extends HeadParser {

  private static final int VERSION_LENGTH = "HTTP/1.1".length();
  private static final int STATUS_END = VERSION_LENGTH + 4;

  private boolean headRequest;
  private boolean upgradeAsked;
  private boolean http11 = true;
  private int status = 200;
  private BodyFraming framing = BodyFraming.none();

  /** A parser with these limits. */
  public ResponseHeadParser(Http1Limits limits) {
    super(limits);
  }

  /**
   * Makes ready for the answer to a request.
   *
   * @param method the method of the request: an answer to HEAD has no content
   * @param upgradeAsked whether the request asked for another protocol, so that 101 is an answer
   */
  public void begin(String method, boolean upgradeAsked) {
    reset();
    this.headRequest = method.equals("HEAD");
    this.upgradeAsked = upgradeAsked;
  }

  /** The head that {@link #parse} found whole. */
  public ParsedResponseHead head() {
    FieldList fields = fields();
    ConnectionOptions connection = facts.connection(http11);
    if (neverHasContent() && facts.lengthGiven()) {
      fields = fields.without("Content-Length");
    }
    if (closesAfter(facts)) {
      connection = ConnectionOptions.of(false, connection.upgrade(), connection.trailersWelcome());
    }
    return new ParsedResponseHead(status, fields, framing, connection);
  }

  @Override
  void startLine(byte[] bytes, int from, int to) {
    boolean shaped =
        to - from >= STATUS_END
            && bytes[from + VERSION_LENGTH] == ' '
            && (to - from == STATUS_END || bytes[from + STATUS_END] == ' ')
            && Octets.isFieldValue(bytes, from + STATUS_END, to);
    if (!shaped) {
      throw new Http1Exception(Http1Fault.STATUS_LINE, "not version, status and reason");
    }
    http11 = HttpVersion.isHttp11(bytes, from, from + VERSION_LENGTH, Http1Fault.STATUS_LINE);
    status = 0;
    for (int at = from + VERSION_LENGTH + 1; at < from + STATUS_END; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        throw new Http1Exception(Http1Fault.STATUS_LINE, "a status is three digits");
      }
      status = 10 * status + digit;
    }
    if (status < 100 || status > 599) {
      throw new Http1Exception(Http1Fault.STATUS_LINE, "a status is 100 to 599");
    }
  }

  @Override
  Http1Fault startLineFault() {
    return Http1Fault.STATUS_LINE;
  }

  @Override
  boolean toleratesEmptyLine() {
    return false;
  }

  @Override
  void checkWhole() {
    if (status == 101 && !upgradeAsked) {
      throw new Http1Exception(Http1Fault.UNASKED_SWITCH, "a 101 that nobody asked for");
    }
    BodyFraming stated = facts.framing(http11, BodyFraming.untilClose());
    if (neverHasContent() && facts.chunked()) {
      throw new Http1Exception(Http1Fault.TRANSFER_ENCODING, "in an answer without content");
    }
    framing = headRequest || status == 304 || neverHasContent() ? BodyFraming.none() : stated;
  }

  /** Whether an answer of that status has no content, nor a field that speaks of it. */
  private boolean neverHasContent() {
    return status < 200 || status == 204;
  }

  /** Whether the end of the message is also, or had better be, the end of the connection. */
  private boolean closesAfter(HeadFacts facts) {
    boolean contradictsItself =
        neverHasContent() && facts.framing(http11, BodyFraming.none()).hasContent();
    return contradictsItself || framing.equals(BodyFraming.untilClose());
  }
}
