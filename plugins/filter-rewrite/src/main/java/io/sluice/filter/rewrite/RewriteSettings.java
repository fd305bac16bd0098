package io.sluice.filter.rewrite;

import io.sluice.api.plugin.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * Which paths become which.
 *
 * @param rules in the order in which they are tried; the first that matches holds
 */
record RewriteSettings(List<RewriteRule> rules) {

  RewriteSettings {
    rules = List.copyOf(rules);
  }

  static RewriteSettings from(Settings settings) {
    List<RewriteRule> rules = new ArrayList<>();
    for (Settings rule : settings.sections("rules")) {
      rules.add(RewriteRule.from(rule));
    }
    if (rules.isEmpty()) {
      throw settings.fault("rules", "expected a list of one rule at least");
    }
    return new RewriteSettings(rules);
  }
}
