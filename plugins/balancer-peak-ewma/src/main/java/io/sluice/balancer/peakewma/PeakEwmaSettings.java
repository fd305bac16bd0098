package io.sluice.balancer.peakewma;

import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;
import java.time.Duration;

/**
 * How long a latency is remembered, and what a failure counts as.
 *
 * @param decay in which time a latency that no answer confirms falls to 1/e of itself
 * @param penalty the least latency that a failure counts as, and the latency of an endpoint that
 *     has requests and has not answered any yet
 */
record PeakEwmaSettings(Duration decay, Duration penalty) {

  private static final Setting<Duration> DECAY =
      Setting.duration("decay", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofHours(1))
          .doc("In which time a latency that no answer confirms falls to 1/e (37 %) of itself.");

  private static final Setting<Duration> PENALTY =
      Setting.duration("penalty", Duration.ofSeconds(5), Duration.ofMillis(1), Duration.ofHours(1))
          .doc("The least latency that a failure counts as; well above that of a busy endpoint.");

  static final SettingsSchema SCHEMA = SettingsSchema.of(DECAY, PENALTY);

  static PeakEwmaSettings from(Settings settings) {
    return new PeakEwmaSettings(settings.get(DECAY), settings.get(PENALTY));
  }
}
