package io.sluice.runtime.guard;

/** Something that is to be noticed when its time is up. */
@FunctionalInterface
public interface Alarm {

  /** Called on the watchdog's thread at every beat; must not block. */
  void look();
}
