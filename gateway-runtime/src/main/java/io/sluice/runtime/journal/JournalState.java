package io.sluice.runtime.journal;

/**
 * How the last attempt to write ended.
 *
 * @param isFailing whether it failed
 * @param isFull whether it failed for want of room
 * @param reason why it failed, empty if it did not
 */
public record JournalState(boolean isFailing, boolean isFull, String reason) {

  /** Nothing failed since the last success. */
  public static final JournalState SOUND = new JournalState(false, false, "");
}
