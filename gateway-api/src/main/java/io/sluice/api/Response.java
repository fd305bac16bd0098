package io.sluice.api;

/**
 * An answer on its way back through the filters; the body streams.
 *
 * @param status the status code, 200 to 599 (interim answers never reach a filter), or 101 where an
 *     endpoint has agreed to go on with a WebSocket: no filter can bring that about itself, and who
 *     answers with another status or body ends it
 * @param headers the field lines, without those that concern one connection only
 * @param body the content; whoever replaces it closes the one it got
 */
public record Response(int status, Headers headers, Body body) {

  /** Refuses a status that can not end a request. */
  public Response {
    if (status != 101 && (status < 200 || status > 599)) {
      throw new IllegalArgumentException("a final status is 101 or 200 to 599, not " + status);
    }
  }

  /** The same answer with other fields. */
  public Response withHeaders(Headers newHeaders) {
    return new Response(status, newHeaders, body);
  }

  /** An answer of that status and nothing else. */
  public static Response of(int status) {
    return new Response(status, Headers.none(), Body.empty());
  }
}
