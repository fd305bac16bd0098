package io.sluice.runtime.plugin;

/**
 * Stands between an instance of a plugin and the gateway: whatever the instance does, the gateway
 * gets a sound answer, and the failure is counted and now and then logged.
 */
public sealed interface Guard extends AutoCloseable
    permits GuardedBalancer, GuardedLimiter, GuardedProbe, GuardedFilter {

  /** What the instance was made of. */
  InstalledPlugin plugin();

  /** How the instance is. */
  Condition condition();

  /** Ends the instance and removes its meters; never throws. */
  @Override
  void close();
}
