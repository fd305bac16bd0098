package io.sluice.runtime.admin;

import io.sluice.api.Body;
import io.sluice.api.Request;
import io.sluice.runtime.access.Caller;
import io.sluice.runtime.rest.QueryParameters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A request to the administration.
 *
 * @param request as it came out of the listener, with its canonical path
 * @param caller who asks
 * @param variables what stands in its path in the place of variables, by their names
 */
record AdminRequest(Request request, Caller caller, Map<String, String> variables) {

  /** Copies the map. */
  AdminRequest {
    variables = Map.copyOf(variables);
  }

  /** A request of which is not yet known who asks, nor for what. */
  AdminRequest(Request request) {
    this(request, Caller.READER, Map.of());
  }

  /** The same request, now that it is known who asks. */
  AdminRequest by(Caller known) {
    return new AdminRequest(request, known, variables);
  }

  /** The same request, its path understood. */
  AdminRequest with(Map<String, String> pathVariables) {
    return new AdminRequest(request, caller, pathVariables);
  }

  /** What stands in the path in the place of a variable that its template has. */
  String variable(String name) {
    return Objects.requireNonNull(variables.get(name), name);
  }

  /** The parameters of its query. */
  QueryParameters parameters() {
    return QueryParameters.parse(request.head().query());
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
