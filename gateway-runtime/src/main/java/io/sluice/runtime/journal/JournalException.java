package io.sluice.runtime.journal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a journal can not be used, or did not take something. Its message is for the operator. */
public final class JournalException extends IOException {

  private static final long serialVersionUID = 1;

  /** What sort of failure it is. */
  public enum Reason {
    /** Another process has the directory. */
    LOCKED("locked"),
    /** What is in the file is not what was written. */
    DAMAGED("damaged"),
    /** The file is of a version that is not known here. */
    UNKNOWN_FORMAT("format"),
    /** The directory or a file in it can not be used. */
    UNUSABLE("unusable"),
    /** There is no room for more. */
    FULL("full"),
    /** The disk refused for any other reason. */
    FAILED("failed");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    /** The reason as meters and documents name it. */
    public String word() {
      return word;
    }
  }

  private final Reason reason;

  JournalException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  JournalException(Reason reason, String message) {
    this(reason, message, null);
  }

  /** What sort of failure it is. */
  public Reason reason() {
    return reason;
  }

  /** Whether there is no room. */
  public boolean isFull() {
    return reason == Reason.FULL;
  }
}
