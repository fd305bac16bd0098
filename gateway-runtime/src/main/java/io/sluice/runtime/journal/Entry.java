package io.sluice.runtime.journal;

/**
 * What was kept under a number.
 *
 * @param revision the number; each entry's is greater than those of the entries before it
 * @param content what was kept; not to be changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares entries; a copy of each would be waste
public record Entry(long revision, byte[] content) {

  /** Checks the bounds of both. */
  public Entry {
    if (revision < 0) {
      throw new IllegalArgumentException("revision " + revision);
    }
    if (content.length > Frame.MOST_CONTENT_BYTES) {
      throw new IllegalArgumentException(content.length + " bytes are too many for one entry");
    }
  }
}
