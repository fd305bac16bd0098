package io.sluice.runtime.guard;

/** An instance whose calls the watchdog watches. */
public interface Watched {

  /** How long its calls may take. */
  CallBounds bounds();

  /**
   * So many calls are stuck at this moment. Told on the watchdog's thread at every look as long as
   * there are any, and once when there are none any more; must not block.
   */
  void stuck(int calls);
}
