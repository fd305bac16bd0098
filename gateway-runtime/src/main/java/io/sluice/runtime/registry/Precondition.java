package io.sluice.runtime.registry;

import java.util.Optional;

/**
 * What must hold of the service that a change is about, or of the whole configuration if it is
 * about that, for the change to be made.
 */
public sealed interface Precondition {

  /** Nothing. */
  record Always() implements Precondition {}

  /** It is not there; the configuration always is. */
  record Absent() implements Precondition {}

  /** It is there. */
  record Present() implements Precondition {}

  /** It is there, and its last change was this revision. */
  record Matches(long revision) implements Precondition {}

  /**
   * Whether it holds.
   *
   * @param revision the revision of what it is about, or empty if that is not there
   */
  default boolean holds(Optional<Long> revision) {
    return switch (this) {
      case Always _ -> true;
      case Absent _ -> revision.isEmpty();
      case Present _ -> revision.isPresent();
      case Matches(long wanted) -> revision.isPresent() && revision.get() == wanted;
    };
  }
}
