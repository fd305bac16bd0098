package io.sluice.filter.cors;

import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A set of origins (RFC 6454 section 6.2), compared character by character, as the Fetch standard
 * wants it.
 *
 * @param any whether every origin belongs to it
 * @param exact those that belong to it
 * @param below of each pattern such as {@code https://*.books.example} what stands before and after
 *     the star
 */
record CorsOrigins(boolean any, Set<String> exact, List<Below> below) {

  /** The setting that lists them. */
  static final Setting<List<String>> SETTING =
      Setting.texts("origins", List.of())
          .required()
          .ofSize(1, Integer.MAX_VALUE)
          .doc(
              "Whose pages: origins as browsers send them (scheme and host in lower case, no path),"
                  + " https://*.books.example for all names below another, null, or * for all.");

  private static final Pattern FORM =
      Pattern.compile(
          "[a-z][a-z0-9+.-]*://(?:\\*\\.)?(?:[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+])"
              + "(?::[0-9]{1,5})?");

  private static final Pattern LABELS = Pattern.compile("[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*");

  /** The origins of all names below another one. */
  record Below(String start, String end) {

    boolean contains(String origin) {
      return origin.length() > start.length() + end.length()
          && origin.startsWith(start)
          && origin.endsWith(end)
          && LABELS
              .matcher(origin.substring(start.length(), origin.length() - end.length()))
              .matches();
    }
  }

  CorsOrigins {
    exact = Set.copyOf(exact);
    below = List.copyOf(below);
  }

  static CorsOrigins from(Settings settings, boolean credentials) {
    List<String> texts = settings.get(SETTING);
    Set<String> exact = new LinkedHashSet<>();
    Set<Below> below = new LinkedHashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      int star = text.indexOf("://*.");
      check(settings.pointerTo(SETTING.key()) + "/" + i, text, credentials);
      if (star >= 0) {
        below.add(new Below(text.substring(0, star + 3), text.substring(star + 4)));
      } else {
        exact.add(text);
      }
    }
    return new CorsOrigins(exact.contains("*"), exact, List.copyOf(below));
  }

  private static void check(String place, String text, boolean credentials) {
    if (text.equals("*") && credentials) {
      throw new SettingsException(place, "with credentials the origins must be named");
    }
    if (!text.equals("*") && !text.equals("null") && !FORM.matcher(text).matches()) {
      throw new SettingsException(
          place,
          "expected an origin as browsers send it, such as https://books.example or"
              + " https://*.books.example:8443: scheme and host in lower case, no path");
    }
  }

  /** Whether the origin, as a request's Origin field tells it, belongs to it. */
  boolean contains(String origin) {
    return any || exact.contains(origin) || below.stream().anyMatch(one -> one.contains(origin));
  }
}
