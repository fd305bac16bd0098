package io.sluice.api.plugin;

/** A setting is wrong; says where and in what way. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String pointer;

  /**
   * @param pointer where, as a JSON pointer (RFC 6901) into the document that was read
   * @param problem what is wrong and what would be right, as a sentence without its end
   */
  public SettingsException(String pointer, String problem) {
    super(problem);
    this.pointer = pointer;
  }

  /** Where the fault is, as a JSON pointer (RFC 6901). */
  public String pointer() {
    return pointer;
  }

  /** What is wrong. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
