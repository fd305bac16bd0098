package io.sluice.runtime.admin;

import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.SettingShape;
import io.sluice.api.plugin.SettingsSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows what settings a plugin has as a JSON Schema (draft 2020-12), for people, editors and
 * programs.
 *
 * <p>JSON knows no durations: they are texts of a pattern, and their range stands in the
 * description and in {@code x-minimum} and {@code x-maximum}.
 */
public final class SettingsDocument {

  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final String DURATION = "^(0|(0|[1-9][0-9]{0,8})(ms|s|m|h))$";

  private SettingsDocument() {}

  /**
   * The schema of an object with these settings.
   *
   * @param title whose settings they are
   */
  public static Map<String, Object> of(String title, SettingsSchema schema) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("$schema", DIALECT);
    document.put("title", title);
    document.putAll(object(schema));
    return document;
  }

  private static Map<String, Object> object(SettingsSchema schema) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    if (!schema.isDeclared()) {
      return object;
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    schema.settings().forEach(setting -> properties.put(setting.key(), property(setting)));
    object.put("properties", properties);
    List<String> required =
        schema.settings().stream().filter(Setting::isRequired).map(Setting::key).toList();
    if (!required.isEmpty()) {
      object.put("required", required);
    }
    object.put("additionalProperties", false);
    return object;
  }

  private static Map<String, Object> property(Setting<?> setting) {
    Map<String, Object> property = new LinkedHashMap<>();
    String description = description(setting);
    if (!description.isEmpty()) {
      property.put("description", description);
    }
    property.putAll(shape(setting.shape()));
    setting.otherwise().ifPresent(value -> property.put("default", value));
    return property;
  }

  private static String description(Setting<?> setting) {
    return setting.shape() instanceof SettingShape.Span span
        ? "%s From %s to %s."
            .formatted(setting.documentation(), span.writtenLeast(), span.writtenMost())
            .strip()
        : setting.documentation();
  }

  private static Map<String, Object> shape(SettingShape shape) {
    Map<String, Object> document = new LinkedHashMap<>();
    switch (shape) {
      case SettingShape.Text(int least, int most) -> {
        document.put("type", "string");
        putSize(document, "Length", least, most);
      }
      case SettingShape.Whole(long least, long most) -> {
        document.put("type", "integer");
        document.put("minimum", least);
        document.put("maximum", most);
      }
      case SettingShape.Decimal(double least, double most) -> {
        document.put("type", "number");
        document.put("minimum", least);
        document.put("maximum", most);
      }
      case SettingShape.Flag() -> document.put("type", "boolean");
      case SettingShape.Span span -> {
        document.put("type", "string");
        document.put("pattern", DURATION);
        document.put("x-minimum", span.writtenLeast());
        document.put("x-maximum", span.writtenMost());
      }
      case SettingShape.Choice(List<String> words) -> document.put("enum", words);
      case SettingShape.ListOf(SettingShape element, int least, int most) -> {
        document.put("type", "array");
        document.put("items", shape(element));
        putSize(document, "Items", least, most);
      }
      case SettingShape.MapOf(SettingShape value) -> {
        document.put("type", "object");
        document.put("additionalProperties", shape(value));
      }
      case SettingShape.Section(SettingsSchema schema) -> document.putAll(object(schema));
      case SettingShape.OneOf(List<SettingShape> shapes) ->
          document.put("anyOf", shapes.stream().map(SettingsDocument::shape).toList());
    }
    return document;
  }

  private static void putSize(Map<String, Object> document, String unit, int least, int most) {
    if (least > 0) {
      document.put("min" + unit, least);
    }
    if (most < Integer.MAX_VALUE) {
      document.put("max" + unit, most);
    }
  }
}
