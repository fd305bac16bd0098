package io.sluice.filter.headers;

import io.sluice.api.FieldSyntax;
import io.sluice.api.Headers;
import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.api.plugin.SettingsSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What becomes of a message's fields: first some are removed, then some are set, at last some are
 * added.
 *
 * @param remove the names of fields that go
 * @param set fields that take the place of all of their name
 * @param add fields that come beside those of their name
 */
record HeadersChange(List<String> remove, List<Field> set, List<Field> add) {

  private static final Setting<List<String>> REMOVE =
      Setting.texts("remove", List.of())
          .doc("Names; all fields of these names go, however they are spelled. Comes first.");

  private static final Setting<Settings> SET =
      Setting.map("set")
          .doc("Names and values; each takes the place of all fields of its name. Comes second.");

  private static final Setting<Settings> ADD =
      Setting.map("add")
          .doc("Names and values; each comes beside the fields of its name. Comes last.");

  static final SettingsSchema SCHEMA = SettingsSchema.of(REMOVE, SET, ADD);

  /** A field line to be. */
  record Field(String name, String value) {}

  HeadersChange {
    remove = List.copyOf(remove);
    set = List.copyOf(set);
    add = List.copyOf(add);
  }

  /**
   * Reads a section.
   *
   * @param check refuses a place and a name that must not be changed
   */
  static HeadersChange from(Settings settings, BiConsumer<String, String> check) {
    List<String> remove = settings.get(REMOVE);
    for (int i = 0; i < remove.size(); i++) {
      checkName(settings.pointerTo(REMOVE.key()) + "/" + i, remove.get(i), check);
    }
    return new HeadersChange(
        remove, fields(settings.get(SET), check), fields(settings.get(ADD), check));
  }

  private static List<Field> fields(Settings settings, BiConsumer<String, String> check) {
    List<Field> fields = new ArrayList<>();
    for (String name : settings.keys().stream().sorted().toList()) {
      String place = settings.pointerTo(name);
      String value = settings.requiredString(name);
      checkName(place, name, check);
      if (!FieldSyntax.isValue(value) || !value.equals(value.strip())) {
        throw new SettingsException(
            place,
            "not a field value: no controls, no characters above U+00FF, no blanks around it");
      }
      fields.add(new Field(name, value));
    }
    return fields;
  }

  private static void checkName(String place, String name, BiConsumer<String, String> check) {
    if (!FieldSyntax.isToken(name)) {
      throw new SettingsException(place, "not a field name: \"" + name + "\"");
    }
    check.accept(place, name);
  }

  /** Whether it changes nothing. */
  boolean isNone() {
    return remove.isEmpty() && set.isEmpty() && add.isEmpty();
  }

  /** The fields after the change. */
  Headers of(Headers fields) {
    Headers changed = fields;
    for (String name : remove) {
      changed = changed.without(name);
    }
    for (Field field : set) {
      changed = changed.replaced(field.name(), field.value());
    }
    for (Field field : add) {
      changed = changed.with(field.name(), field.value());
    }
    return changed;
  }
}
