package io.sluice.runtime.layer;

/** A jar or folder can't be used as a plugin; the message says why, in one line. */
public final class PluginRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A refusal for that reason. */
  public PluginRefusedException(String reason) {
    super(reason);
  }
}
