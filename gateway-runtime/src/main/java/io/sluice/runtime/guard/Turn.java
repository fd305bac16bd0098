package io.sluice.runtime.guard;

/** Whether an instance of a plugin is called this time. */
public enum Turn {
  /** It is. */
  FREE,
  /** It is, and how this one call ends decides whether it is called again. */
  TRIAL,
  /** It is not: what is done when it fails is done at once. */
  SPARED
}
