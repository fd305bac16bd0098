package io.sluice.filter.rewrite;

import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;
import java.util.Optional;

/**
 * What becomes of the paths that start with certain segments, or of one path.
 *
 * <p>Both sides are in canonical form and segments stay whole, so what comes out is in canonical
 * form whenever what went in was: no dot segment, no doubled slash and no other spelling of an
 * escape can come about.
 *
 * @param from the segments that are taken off, or the path; {@code /} or without a slash at its end
 * @param whole whether only the path itself matches, and not what is below it
 * @param to what is put in their place; {@code /} or without a slash at its end
 */
record RewriteRule(String from, boolean whole, String to) {

  private static final Setting<Optional<String>> PREFIX =
      Setting.text("prefix")
          .doc(
              "Whole segments at the start of the path: /books/v1 matches itself and what is below,"
                  + " not /books/v10; / matches all.")
          .optional();

  private static final Setting<Optional<String>> PATH =
      Setting.text("path")
          .doc("One path and nothing below it; each rule has either this or prefix.")
          .optional();

  private static final Setting<String> TO =
      Setting.text("to").required().doc("What takes their place; / takes the prefix off.");

  static final SettingsSchema SCHEMA = SettingsSchema.of(PREFIX, PATH, TO);

  static RewriteRule from(Settings settings) {
    Optional<String> prefix = settings.get(PREFIX);
    Optional<String> path = settings.get(PATH);
    if (path.isPresent() == prefix.isPresent()) {
      throw settings.fault(PREFIX.key(), "expected either prefix or path");
    }
    String to = settings.get(TO);
    prefix.ifPresent(text -> check(settings, PREFIX, text));
    path.ifPresent(text -> check(settings, PATH, text));
    check(settings, TO, to);
    return new RewriteRule(path.or(() -> prefix).orElseThrow(), path.isPresent(), to);
  }

  private static void check(Settings settings, Setting<?> setting, String path) {
    RewritePath.flaw(path)
        .ifPresent(flaw -> {
          throw settings.fault(setting.key(), flaw);
        });
  }

  /** The new path, or empty if this rule does not match. */
  Optional<String> apply(String path) {
    if (path.equals(from)) {
      return Optional.of(to);
    }
    if (whole || !path.startsWith("/")) {
      return Optional.empty();
    }
    String prefix = from.equals("/") ? "" : from;
    if (!path.startsWith(prefix) || path.charAt(prefix.length()) != '/') {
      return Optional.empty();
    }
    String rest = path.substring(prefix.length());
    return Optional.of(to.equals("/") ? rest : to + rest);
  }
}
