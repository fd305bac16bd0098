package io.sluice.runtime.config;

/** The configuration is wrong; the message is one line that says where and in what way. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A fault, told by its whole message. */
  public ConfigException(String message) {
    super(message);
  }
}
