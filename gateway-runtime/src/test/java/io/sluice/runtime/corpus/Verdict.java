package io.sluice.runtime.corpus;

import java.util.Locale;

/**
 * What a gateway does with a request and a marker request behind it.
 *
 * @param kind what becomes of the request
 * @param next whether the marker is answered
 */
record Verdict(Kind kind, boolean next) {

  /** What becomes of a request. */
  enum Kind {
    /** An endpoint gets it. */
    PASSED,
    /** The gateway answers by itself. */
    REFUSED,
    /** Nobody answers. */
    SILENT,
    /** An endpoint gets two. */
    SPLIT
  }

  /** What the corpus wants of us. */
  static Verdict wanted(RequestCase given) {
    Kind kind = given.status() == 0 ? Kind.SILENT : given.refused() ? Kind.REFUSED : Kind.PASSED;
    return new Verdict(kind, given.then() != RequestCase.Then.CLOSE);
  }

  /**
   * Whether another gateway sees it in another way. One that refuses and closes where we refuse and
   * go on does not.
   */
  boolean differsFrom(Verdict other) {
    boolean refusedByBoth = kind == Kind.REFUSED && other.kind == Kind.REFUSED;
    return kind != other.kind || (refusedByBoth ? other.next && !next : next != other.next);
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + (next ? ", next answered" : "");
  }
}
