package io.sluice.runtime.admin;

import io.sluice.api.Body;
import io.sluice.api.Request;
import io.sluice.runtime.access.Caller;
import java.util.List;
import java.util.Locale;

/**
 * A request to the administration.
 *
 * @param request as it came out of the listener, with its canonical path
 * @param caller who asks
 */
record AdminRequest(Request request, Caller caller) {

  /** A request of which is not yet known who asks. */
  AdminRequest(Request request) {
    this(request, Caller.READER);
  }

  /** The same request, now that it is known who asks. */
  AdminRequest by(Caller known) {
    return new AdminRequest(request, known);
  }

  String method() {
    return request.head().method();
  }

  String path() {
    return request.head().path();
  }

  /** The host that was asked, with its port if one was named, in lower case. */
  String host() {
    return request.head().authority().toLowerCase(Locale.ROOT);
  }

  /** The value of a field, empty if it was not sent. */
  String field(String name) {
    return request.head().headers().first(name).orElse("");
  }

  /** All content types that were sent, without their parameters, in lower case. */
  List<String> mediaTypes() {
    return request.head().headers().all("Content-Type").stream().map(AdminRequest::bare).toList();
  }

  /** The content type without its parameters, in lower case; empty if it was not sent. */
  String mediaType() {
    return bare(field("Content-Type"));
  }

  private static String bare(String value) {
    int semicolon = value.indexOf(';');
    return (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }

  /** The content; used once, by the request's thread. */
  Body body() {
    return request.body();
  }
}
