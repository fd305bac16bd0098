package io.sluice.api.plugin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * All settings that a plugin, or a section of its settings, has; or the absence of any word about
 * them.
 *
 * @param isDeclared whether the plugin says what its settings are; if not, any may stand there
 * @param settings what it says, in the order in which people should read it
 */
public record SettingsSchema(boolean isDeclared, List<Setting<?>> settings) {

  private static final SettingsSchema UNDECLARED = new SettingsSchema(false, List.of());

  /** Copies the list; no key stands in it twice. */
  public SettingsSchema {
    settings = List.copyOf(settings);
    Set<String> seen = new HashSet<>();
    for (Setting<?> setting : settings) {
      if (!seen.add(setting.key())) {
        throw new IllegalArgumentException(setting.key() + " is declared twice");
      }
    }
  }

  /** These settings and no others; none at all is a declaration, too. */
  public static SettingsSchema of(Setting<?>... settings) {
    return new SettingsSchema(true, List.of(settings));
  }

  /** The plugin does not say. */
  public static SettingsSchema undeclared() {
    return UNDECLARED;
  }

  /** The keys, sorted. */
  public Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    settings.forEach(setting -> keys.add(setting.key()));
    return keys;
  }

  /**
   * Every fault that the declarations show: values of the wrong type or out of range, missing and
   * unknown keys, in sections too. A plugin may find more in values that do not go together.
   *
   * @return them all, each with its pointer below the root; none if nothing is declared
   */
  public List<SettingsException> faults(Map<String, ?> values) {
    List<SettingsException> faults = new ArrayList<>();
    collect(Settings.of(values), faults);
    return faults;
  }

  private void collect(Settings values, List<SettingsException> faults) {
    if (!isDeclared) {
      return;
    }
    for (Setting<?> setting : settings) {
      try {
        collectBelow(setting.shape(), values.get(setting), faults);
      } catch (SettingsException e) {
        faults.add(e);
      }
    }
    Set<String> known = keys();
    for (String key : new TreeSet<>(values.keys())) {
      if (!known.contains(key)) {
        faults.add(values.fault(key, Settings.unknown(key, known)));
      }
    }
  }

  private static void collectBelow(
      SettingShape shape, Object value, List<SettingsException> faults) {
    switch (shape) {
      case SettingShape.Section(SettingsSchema schema) when value instanceof Settings section ->
          schema.collect(section, faults);
      case SettingShape.ListOf(SettingShape element, _, _) when value instanceof List<?> list ->
          list.forEach(one -> collectBelow(element, one, faults));
      case SettingShape.MapOf _ when value instanceof Settings map ->
          map.keys().stream().sorted().forEach(map::requiredString);
      default -> {} // plain values were checked when they were read
    }
  }
}
