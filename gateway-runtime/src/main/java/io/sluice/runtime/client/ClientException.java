package io.sluice.runtime.client;

/** A command can't be carried out; the message is for people, and may have several lines. */
public final class ClientException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  /** A failure, told by its whole message. */
  public ClientException(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  /** What the command ends with. */
  public ExitCode code() {
    return code;
  }
}
