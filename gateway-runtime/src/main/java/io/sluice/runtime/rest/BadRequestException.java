package io.sluice.runtime.rest;

/** A part of a request other than its content can't be understood; says which and why. */
public final class BadRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String part;

  /**
   * @param part the parameter or the field
   * @param problem what is wrong and what would be right, as a sentence without its end
   */
  public BadRequestException(String part, String problem) {
    super(problem);
    this.part = part;
  }

  /** The parameter or the field. */
  public String part() {
    return part;
  }

  /** What is wrong. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
