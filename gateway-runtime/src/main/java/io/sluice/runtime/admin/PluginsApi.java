package io.sluice.runtime.admin;

import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.PluginCatalog;
import java.util.LinkedHashMap;
import java.util.Map;

/** The plugins there are, to look at. */
final class PluginsApi {

  private PluginsApi() {}

  static Resource resource(PluginCatalog catalog) {
    return Resource.readOnly(false, _ -> Reply.json(200, document(catalog)));
  }

  private static Map<String, Object> document(PluginCatalog catalog) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("plugins", catalog.plugins().stream().map(PluginsApi::plugin).toList());
    document.put("faults", catalog.faults());
    return document;
  }

  /** What is told of a plugin wherever it is shown. */
  static Map<String, Object> plugin(InstalledPlugin plugin) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("kind", plugin.kind().word());
    document.put("name", plugin.name());
    document.put("module", plugin.module());
    document.put("version", plugin.version());
    document.put("origin", plugin.origin().toString());
    return document;
  }
}
