package io.sluice.runtime.registry;

/** What a change comes to, on what is registered. */
sealed interface Plan {

  /**
   * The draft is what there will be.
   *
   * @param what what is done, in a few words
   * @param created whether a service or endpoint is new
   */
  record Possible(String what, boolean created) implements Plan {}

  /** It can't be made. */
  record Refused(ChangeResult result) implements Plan {}

  /** Refuses to change a service of the boot configuration. */
  static Plan readOnly(String name) {
    return new Refused(new ChangeResult.ReadOnly(name));
  }

  /** Refuses to change what is not there. */
  static Plan unknown(String what) {
    return new Refused(new ChangeResult.Unknown(what));
  }
}
