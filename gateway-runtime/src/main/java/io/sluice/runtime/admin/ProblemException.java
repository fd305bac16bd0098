package io.sluice.runtime.admin;

/** A request is refused; ends its handling. */
final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /** Why. */
  Problem problem() {
    return problem;
  }
}
