package io.sluice.runtime.history;

import java.time.Instant;
import java.util.List;

/**
 * A change that was accepted.
 *
 * @param number its number; the configuration before the first change has the number 0
 * @param at when it was
 * @param author who made it
 * @param what what was done, in a few words
 * @param services the names of the services that it touched, in their order
 * @param difference in what the configuration differs from that of the revision before
 */
public record Revision(
    long number,
    Instant at,
    String author,
    String what,
    List<String> services,
    Difference difference) {

  /** Copies the list. */
  public Revision {
    services = List.copyOf(services);
  }
}
