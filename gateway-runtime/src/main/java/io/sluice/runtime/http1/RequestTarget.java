package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.Authority;

/** Takes a request target apart (RFC 9112 section 3.2). */
final class RequestTarget {

  private static final String HTTP = "http://";
  private static final String HTTPS = "https://";

  private RequestTarget() {}

  /** The request line with that target, which holds visible ASCII characters only. */
  static RequestLine parse(String method, String target, boolean http11) {
    if (method.equals("CONNECT")) {
      throw new Http1Exception(Http1Fault.CONNECT, "a gateway opens no tunnels to elsewhere");
    }
    if (target.indexOf('#') >= 0) {
      throw new Http1Exception(Http1Fault.TARGET, "holds a fragment");
    }
    if (target.charAt(0) == '/') {
      return line(method, target, "", http11);
    }
    if (target.equals("*")) {
      return asterisk(method, "", http11);
    }
    return absolute(method, target, http11);
  }

  private static RequestLine line(
      String method, String pathAndQuery, String authority, boolean http11) {
    int mark = pathAndQuery.indexOf('?');
    String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
    String query = mark < 0 ? "" : pathAndQuery.substring(mark);
    return new RequestLine(method, path, query, authority, http11);
  }

  private static RequestLine asterisk(String method, String authority, boolean http11) {
    if (!method.equals("OPTIONS")) {
      throw new Http1Exception(Http1Fault.TARGET, "an asterisk is for OPTIONS only");
    }
    return new RequestLine(method, "*", "", authority, http11);
  }

  private static RequestLine absolute(String method, String target, boolean http11) {
    int start;
    if (target.regionMatches(true, 0, HTTP, 0, HTTP.length())) {
      start = HTTP.length();
    } else if (target.regionMatches(true, 0, HTTPS, 0, HTTPS.length())) {
      start = HTTPS.length();
    } else {
      throw new Http1Exception(Http1Fault.TARGET, "of no known form");
    }
    int end = authorityEnd(target, start);
    String authority = target.substring(start, end);
    if (!Authority.isValid(authority)) {
      throw new Http1Exception(Http1Fault.TARGET, "its authority is no host and port");
    }
    if (end == target.length()) {
      return method.equals("OPTIONS")
          ? asterisk(method, authority, http11)
          : new RequestLine(method, "/", "", authority, http11);
    }
    String rest = target.substring(end);
    return line(method, rest.charAt(0) == '/' ? rest : "/" + rest, authority, http11);
  }

  private static int authorityEnd(String target, int start) {
    int end = start;
    while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
      end++;
    }
    return end;
  }
}
