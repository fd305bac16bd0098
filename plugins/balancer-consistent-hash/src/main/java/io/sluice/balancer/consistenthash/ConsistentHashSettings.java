package io.sluice.balancer.consistenthash;

import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;

/**
 * What requests of one endpoint have in common, and how full an endpoint may be.
 *
 * @param key what the hash is made of
 * @param loadFactor how many times its fair share of the requests in flight an endpoint may have
 */
record ConsistentHashSettings(ConsistentHashKey key, double loadFactor) {

  private static final Setting<Double> LOAD_FACTOR =
      Setting.decimal("loadFactor", 1.25, 1.01, 100)
          .doc(
              "How many times its fair share of the requests in flight an endpoint may have; a high"
                  + " one all but lifts the bound.");

  static final SettingsSchema SCHEMA = SettingsSchema.of(ConsistentHashKey.SETTING, LOAD_FACTOR);

  static ConsistentHashSettings from(Settings settings) {
    return new ConsistentHashSettings(ConsistentHashKey.from(settings), settings.get(LOAD_FACTOR));
  }
}
