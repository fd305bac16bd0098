package io.sluice.runtime.plugin;

/** What becomes of a request whose filter fails. */
public enum FilterFailurePolicy {
  /** It fails. */
  FAIL,
  /**
   * It goes on as if the filter were not there; it fails all the same if the filter has already
   * read what would have to be passed on.
   */
  SKIP
}
