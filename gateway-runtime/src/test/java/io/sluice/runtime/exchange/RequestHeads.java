package io.sluice.runtime.exchange;

import io.sluice.api.Headers;
import io.sluice.api.RequestHead;

/** Requests of which only some things matter. */
public final class RequestHeads {

  private RequestHeads() {}

  /** A GET for a host and a canonical path, without query and fields. */
  public static RequestHead get(String authority, String path) {
    return new RequestHead("GET", "http", authority, path, "", Headers.none());
  }
}
