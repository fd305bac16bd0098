package io.sluice.api;

/**
 * A request on its way through the filters.
 *
 * @param head what was asked; a filter passes a changed one on by making a new request
 * @param body the content; whoever replaces it closes the one it got
 * @param client who asks
 */
public record Request(RequestHead head, Body body, Client client) {

  /** The same request with another head. */
  public Request withHead(RequestHead newHead) {
    return new Request(newHead, body, client);
  }
}
