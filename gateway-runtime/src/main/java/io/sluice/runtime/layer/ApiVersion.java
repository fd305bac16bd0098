package io.sluice.runtime.layer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a version of the plugin contract that decides who fits: a plugin may be compiled
 * against any minor version up to the gateway's own, of the same major version.
 */
record ApiVersion(int major, int minor) {

  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,9})(?:\\.([0-9]{1,9}))?(?![0-9]).*");

  /** Reads a version such as {@code 1.4.2}; empty if it does not begin with a number. */
  static Optional<ApiVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String minor = matcher.group(2);
    return Optional.of(
        new ApiVersion(
            Integer.parseInt(matcher.group(1)), minor == null ? 0 : Integer.parseInt(minor)));
  }

  /** Whether a gateway with this version runs what was compiled against the other. */
  boolean runs(ApiVersion compiled) {
    return compiled.major == major && compiled.minor <= minor;
  }
}
