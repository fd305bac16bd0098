package io.sluice.runtime.client;

/**
 * What the administration answered.
 *
 * @param status its status code
 * @param tag its entity tag as it was sent, empty if it has none
 * @param document its content; empty if it has none
 */
public record Answer(int status, String tag, Document document) {

  /** The revision that the tag tells, empty if it tells none. */
  public String revision() {
    return tag.matches("\"[0-9]{1,18}\"") ? tag.substring(1, tag.length() - 1) : "";
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }
}
