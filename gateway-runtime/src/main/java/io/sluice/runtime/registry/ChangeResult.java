package io.sluice.runtime.registry;

import io.sluice.runtime.history.Difference;
import java.util.Optional;

/** What became of a {@link ChangeRequest} that is not at fault in itself. */
public sealed interface ChangeResult {

  /**
   * It has taken effect, for good.
   *
   * @param revision the revision of the configuration; the one of before if nothing was to change
   * @param created whether a service or endpoint is there now that was not
   * @param difference in what the configuration differs from that of before
   */
  record Applied(long revision, boolean created, Difference difference) implements ChangeResult {}

  /** It was a dry run: the change is possible and would do this; nothing was changed. */
  record Tried(Difference difference) implements ChangeResult {}

  /**
   * Its precondition does not hold; nothing was changed.
   *
   * @param revision the revision of what it is about, or empty if that is not there
   */
  record PreconditionFailed(Optional<Long> revision) implements ChangeResult {}

  /**
   * It could not be written down where it would survive the process; nothing was changed.
   *
   * @param full whether there is no room
   */
  record NotKept(boolean full, String reason) implements ChangeResult {}

  /** The service is declared in the boot configuration; nothing was changed. */
  record ReadOnly(String name) implements ChangeResult {}

  /**
   * What the change is about is not there; nothing was changed.
   *
   * @param what for example {@code service books}
   */
  record Unknown(String what) implements ChangeResult {}
}
