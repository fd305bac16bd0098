package io.sluice.runtime.config;

/** The configuration is wrong; the message is one line that says where and in what way. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A fault, told by its whole message; what would end its line, or is no text, becomes a question
   * mark.
   */
  public ConfigException(String message) {
    super(message.replaceAll("[\\p{Cntrl}\\x85\\x{2028}\\x{2029}]", "?"));
  }
}
