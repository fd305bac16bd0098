package io.sluice.runtime.client;

/** What a command tells the script that runs it. The numbers are documented and stay. */
public enum ExitCode {
  /** Done. */
  DONE(0),
  /** Something on this side failed; of {@code diff}, that there is a difference. */
  FAILED(1),
  /** The command line, or a file that it names, is wrong. */
  USAGE(2),
  /** The gateway has no such thing. */
  NOT_FOUND(3),
  /** It is another than expected, or can not be changed in this way. */
  CONFLICT(4),
  /** The gateway does not let this caller do that. */
  UNAUTHORIZED(5),
  /** No gateway answers. */
  UNREACHABLE(6),
  /** The gateway finds what was sent wrong. */
  REFUSED(7),
  /** The gateway could not do it. */
  GATEWAY_FAILED(8);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** What the process ends with. */
  public int number() {
    return number;
  }

  /** What stands for an answer that is no success. */
  static ExitCode of(int status) {
    return switch (status) {
      case 401, 403, 429 -> UNAUTHORIZED;
      case 404, 410 -> NOT_FOUND;
      case 409, 412 -> CONFLICT;
      default -> status >= 500 ? GATEWAY_FAILED : REFUSED;
    };
  }
}
