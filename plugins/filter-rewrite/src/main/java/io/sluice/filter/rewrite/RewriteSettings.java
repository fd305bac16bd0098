package io.sluice.filter.rewrite;

import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * Which paths become which.
 *
 * @param rules in the order in which they are tried; the first that matches holds
 */
record RewriteSettings(List<RewriteRule> rules) {

  private static final Setting<List<Settings>> RULES =
      Setting.sections("rules", RewriteRule.SCHEMA)
          .required()
          .ofSize(1, Integer.MAX_VALUE)
          .doc(
              "Tried in their order; the first that matches holds, and a request that none matches"
                  + " passes as it is.");

  static final SettingsSchema SCHEMA = SettingsSchema.of(RULES);

  RewriteSettings {
    rules = List.copyOf(rules);
  }

  static RewriteSettings from(Settings settings) {
    List<RewriteRule> rules = new ArrayList<>();
    for (Settings rule : settings.get(RULES)) {
      rules.add(RewriteRule.from(rule));
    }
    return new RewriteSettings(rules);
  }
}
