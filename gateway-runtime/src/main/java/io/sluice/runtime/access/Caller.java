package io.sluice.runtime.access;

/**
 * Who asks something of the administration.
 *
 * @param name the token's, or the one in the client's certificate; the author of what is changed
 * @param scope what they may do
 */
public record Caller(String name, Scope scope) {

  /** Whoever it is where nobody is asked who they are. */
  public static final Caller ANONYMOUS = new Caller("anonymous", Scope.ADMIN);

  /** The same, but for looking only. */
  public static final Caller READER = new Caller("anonymous", Scope.READ);
}
