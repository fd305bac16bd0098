package io.sluice.runtime.registry;

/**
 * A change that somebody asks for.
 *
 * @param change what is to be changed
 * @param precondition what must hold for it
 * @param author who asks
 * @param dryRun whether to find out only what the change would do
 */
public record ChangeRequest(
    Change change, Precondition precondition, String author, boolean dryRun) {

  /** A change that the gateway itself asks for, whatever is there. */
  public static ChangeRequest of(Change change) {
    return new ChangeRequest(change, new Precondition.Always(), "gateway", false);
  }
}
