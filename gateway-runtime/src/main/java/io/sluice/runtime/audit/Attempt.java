package io.sluice.runtime.audit;

import java.net.InetAddress;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * One attempt to change something, and what came of it.
 *
 * @param at when it was answered
 * @param who the caller's name; empty if it is not known who it was
 * @param from the address it came from
 * @param action the method, and the path that was asked
 * @param service the service it was about, empty if it was about none or several
 * @param isDryRun whether nothing was to be changed
 * @param result what came of it
 */
public record Attempt(
    Instant at,
    String who,
    InetAddress from,
    String action,
    String service,
    boolean isDryRun,
    Result result) {

  /**
   * What came of an attempt.
   *
   * @param status the status code of the answer
   * @param code the kind of problem, empty if there was none
   * @param revision the revision after it, if the answer says
   */
  public record Result(int status, String code, OptionalLong revision) {

    /** In one word. */
    String word() {
      if (status < 300) {
        return "accepted";
      }
      return status < 500 ? "refused" : "failed";
    }
  }
}
