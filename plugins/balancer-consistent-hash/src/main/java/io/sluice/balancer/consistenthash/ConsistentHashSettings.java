package io.sluice.balancer.consistenthash;

import io.sluice.api.plugin.Settings;

/**
 * What requests of one endpoint have in common, and how full an endpoint may be.
 *
 * @param key what the hash is made of
 * @param loadFactor how many times its fair share of the requests in flight an endpoint may have
 */
record ConsistentHashSettings(ConsistentHashKey key, double loadFactor) {

  static ConsistentHashSettings from(Settings settings) {
    return new ConsistentHashSettings(
        ConsistentHashKey.from(settings), settings.decimal("loadFactor", 1.25, 1.01, 100));
  }
}
