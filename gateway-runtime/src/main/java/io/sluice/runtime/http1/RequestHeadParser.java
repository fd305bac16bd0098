package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.Authority;
import io.sluice.runtime.exchange.FieldList;
import io.sluice.runtime.exchange.Octets;

/**
 * Reads request heads, one after the other, from one connection.
 *
 * <p>For one thread. {@link #parse} until it says where the head ends, then {@link #head}.
 */
public final class RequestHeadParser extends HeadParser {

  private static final int VERSION_LENGTH = "HTTP/1.1".length();

  private static final String[] METHODS = {
    "GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"
  };

  private static final RequestLine NONE = new RequestLine("GET", "/", "", "", true);

  private RequestLine line = NONE;
  private String authority = "";
  private BodyFraming framing = BodyFraming.none();

  /** A parser with these limits. */
  public RequestHeadParser(Http1Limits limits) {
    super(limits);
  }

  /** The head that {@link #parse} found whole. */
  public ParsedRequestHead head() {
    FieldList fields = fields();
    if (!line.authority().isEmpty() && !line.authority().equals(facts.host())) {
      fields = fields.without("Host").with("Host", line.authority());
    }
    return new ParsedRequestHead(
        line,
        authority,
        fields,
        framing,
        facts.connection(line.http11()),
        line.http11() && facts.continueExpected() && framing.hasContent());
  }

  /** Holds nothing of the last head any more, unless another has begun. */
  public void release() {
    if (!begun()) {
      reset();
      line = NONE;
      authority = "";
    }
  }

  @Override
  void startLine(byte[] bytes, int from, int to) {
    int methodEnd = from;
    while (methodEnd < to && Octets.tokenClass(bytes[methodEnd]) != Octets.NO_TOKEN) {
      methodEnd++;
    }
    int targetStart = methodEnd + 1;
    int targetEnd = to - VERSION_LENGTH - 1;
    if (methodEnd == from
        || targetEnd <= targetStart
        || bytes[methodEnd] != ' '
        || bytes[targetEnd] != ' ') {
      throw new Http1Exception(Http1Fault.REQUEST_LINE, "not method, target and version");
    }
    if (!Octets.isVisible(bytes, targetStart, targetEnd)) {
      throw new Http1Exception(Http1Fault.TARGET, "holds blanks, controls or bytes above 0x7E");
    }
    boolean http11 = HttpVersion.isHttp11(bytes, targetEnd + 1, to, Http1Fault.REQUEST_LINE);
    String method = method(bytes, from, methodEnd);
    line = RequestTarget.parse(method, Octets.text(bytes, targetStart, targetEnd), http11);
  }

  private static String method(byte[] bytes, int from, int to) {
    for (String method : METHODS) {
      if (Octets.equals(bytes, from, to, method)) {
        return method;
      }
    }
    return Octets.text(bytes, from, to);
  }

  @Override
  Http1Fault startLineFault() {
    return Http1Fault.REQUEST_LINE;
  }

  @Override
  boolean toleratesEmptyLine() {
    return true;
  }

  @Override
  void checkWhole() {
    checkHost();
    framing = facts.framing(line.http11(), BodyFraming.none());
    if (line.http11() && facts.otherExpected()) {
      throw new Http1Exception(Http1Fault.EXPECTATION, "other than 100-continue");
    }
  }

  private void checkHost() {
    if (facts.hosts() > 1 || (facts.hosts() == 0 && line.http11())) {
      throw new Http1Exception(Http1Fault.HOST, facts.hosts() == 0 ? "none" : "more than one");
    }
    if (facts.hosts() == 1 && !Authority.isValid(facts.host())) {
      throw new Http1Exception(Http1Fault.HOST, "not a host and port");
    }
    authority = line.authority().isEmpty() ? facts.host() : line.authority();
  }
}
