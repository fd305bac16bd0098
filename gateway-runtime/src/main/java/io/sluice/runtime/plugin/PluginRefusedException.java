package io.sluice.runtime.plugin;

/** A jar or folder can't be used as a plugin; the message says why, in one line. */
final class PluginRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PluginRefusedException(String reason) {
    super(reason);
  }
}
