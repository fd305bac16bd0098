package io.sluice.runtime.registry;

import java.util.Optional;
import java.util.Set;

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

  /** It is there, and its last change was one of these revisions. */
  record Matches(Set<Long> revisions) implements Precondition {

    /** Copies the set. */
    public Matches {
      revisions = Set.copyOf(revisions);
    }

    /** It is there, and its last change was this revision. */
    public Matches(long revision) {
      this(Set.of(revision));
    }
  }

  /** It is not there, or its last change was none of these revisions. */
  record Differs(Set<Long> revisions) implements Precondition {

    /** Copies the set. */
    public Differs {
      revisions = Set.copyOf(revisions);
    }
  }

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
      case Matches(Set<Long> wanted) -> revision.filter(wanted::contains).isPresent();
      case Differs(Set<Long> unwanted) -> revision.filter(unwanted::contains).isEmpty();
    };
  }
}
