package io.sluice.runtime.registry;

/** What became of a {@link Change} that is not at fault in itself. */
public sealed interface ChangeResult {

  /**
   * It has taken effect.
   *
   * @param revision the snapshot since which it has
   * @param created whether a service is there now that was not
   */
  record Applied(long revision, boolean created) implements ChangeResult {}

  /** The service is declared in the boot configuration; nothing was changed. */
  record ReadOnly(String name) implements ChangeResult {}

  /** There is no service of that name; nothing was changed. */
  record Unknown(String name) implements ChangeResult {}
}
