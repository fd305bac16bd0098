package io.sluice.runtime.exchange;

import java.util.Locale;

/**
 * Every way in which a request can fail that is the gateway's own answer: one code for the problem
 * document, the metric label and the access log.
 */
public enum FailureCode {
  /** A tunnel was idle for too long; never sent, only recorded, as all that end a tunnel. */
  TUNNEL_IDLE(101, "The tunnel was idle for too long"),
  /** A tunnel was open for as long as it may be. */
  TUNNEL_EXPIRED(101, "The tunnel was open for too long"),
  /** A tunnel was open when the gateway stopped. */
  TUNNEL_DRAINED(101, "The gateway stops"),
  /** The bytes are no well-formed request. */
  MALFORMED_REQUEST(400, "The request is malformed"),
  /** The path can not be brought into its canonical form. */
  BAD_PATH(400, "The path is not acceptable"),
  /** No registered path and host matches. */
  NO_ROUTE(404, "No service is registered here"),
  /** The client took too long to send its request. */
  REQUEST_TIMEOUT(408, "The request did not arrive in time"),
  /** The body is longer than allowed. */
  BODY_TOO_LARGE(413, "The request body is too large"),
  /** The request target is longer than allowed. */
  TARGET_TOO_LONG(414, "The request target is too long"),
  /** An expectation other than 100-continue. */
  UNKNOWN_EXPECTATION(417, "The expectation is not supported"),
  /** The service's limiter said no. */
  RATE_LIMITED(429, "Too many requests"),
  /** The head is longer than allowed, or has too many fields. */
  HEAD_TOO_LARGE(431, "The request head is too large"),
  /** The client closed its connection before the answer was whole; never sent, only recorded. */
  CLIENT_GONE(499, "The client is gone"),
  /** A defect of the gateway. */
  INTERNAL(500, "The gateway failed"),
  /** A filter threw an exception. */
  FILTER_FAILED(500, "A filter failed"),
  /** The transfer coding or the method is not implemented. */
  NOT_IMPLEMENTED(501, "Not implemented"),
  /** No connection to an endpoint came about. */
  CONNECT_FAILED(502, "The endpoint refuses connections"),
  /** The endpoint has no address that the gateway may dial. */
  ADDRESS_REFUSED(502, "The endpoint's address is not allowed"),
  /** The endpoint closed its connection before the answer was whole. */
  ENDPOINT_CLOSED(502, "The endpoint closed the connection"),
  /** The endpoint's answer is malformed. */
  BAD_RESPONSE(502, "The endpoint's answer is malformed"),
  /** There are as many tunnels as there may be. */
  TOO_MANY_TUNNELS(503, "Too many tunnels are open"),
  /** No connection to the endpoint became free in time, or too many requests wait for one. */
  ENDPOINT_BUSY(503, "The endpoint is busy"),
  /** The service has no endpoint that is ready. */
  NO_READY_ENDPOINT(503, "No endpoint is ready"),
  /** The connect deadline passed. */
  CONNECT_TIMEOUT(504, "The endpoint did not accept a connection in time"),
  /** The response head, or the next part of the body, did not come within its deadline. */
  RESPONSE_TIMEOUT(504, "The endpoint did not answer in time"),
  /** The whole request took longer than its service allows. */
  DEADLINE_EXCEEDED(504, "The request took too long"),
  /** The request's protocol version is not supported. */
  VERSION_NOT_SUPPORTED(505, "The HTTP version is not supported");

  private final int status;
  private final String title;
  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  FailureCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The status code of the answer. */
  public int status() {
    return status;
  }

  /** What happened, for people. */
  public String title() {
    return title;
  }

  /** The code, in lower case with hyphens. */
  public String code() {
    return code;
  }
}
