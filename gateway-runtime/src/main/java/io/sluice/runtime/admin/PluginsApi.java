package io.sluice.runtime.admin;

import io.sluice.runtime.layer.PluginLayer;
import io.sluice.runtime.plugin.Condition;
import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.InstalledPlugin.Origin;
import io.sluice.runtime.plugin.PluginView;
import io.sluice.runtime.swap.SwapReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The plugins there are, to look at and to bring up to date. */
final class PluginsApi {

  private PluginsApi() {}

  /** All plugins. */
  static Resource all(AdminRooms rooms) {
    return Resource.readOnly(_ -> Reply.json(200, document(rooms)));
  }

  /** Takes up what changed in the plugin folder. */
  static Resource reload(AdminRooms rooms) {
    return Resource.forAdministrators()
        .on("POST", _ -> Reply.json(200, document(rooms.swap().reload())));
  }

  private static Map<String, Object> document(AdminRooms rooms) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("plugins", rooms.registry().plugins().stream().map(view -> plugin(view)).toList());
    document.put("faults", rooms.swap().faults());
    document.put("unreclaimedLayers", rooms.unreclaimedLayers().getAsInt());
    return document;
  }

  /** What is told of a plugin wherever it is shown. */
  static Map<String, Object> plugin(PluginView view) {
    Map<String, Object> document = plugin(view.plugin());
    document.put("state", view.state().word());
    document.put("services", view.services());
    document.put("condition", view.worst().word());
    document.put("instances", view.instances().stream().map(PluginsApi::instance).toList());
    return document;
  }

  private static Map<String, Object> instance(Condition instance) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("service", instance.service());
    document.put("state", instance.state().word());
    document.put("failures", instance.failures());
    document.put("inFlight", instance.inFlight());
    instance
        .last()
        .ifPresent(failure ->
            document.put(
                "lastFailure", Map.of("at", failure.at().toString(), "what", failure.what())));
    return document;
  }

  private static Map<String, Object> plugin(InstalledPlugin plugin) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("kind", plugin.kind().word());
    document.put("name", plugin.name());
    document.put("module", plugin.module());
    document.put("version", plugin.version());
    document.put("origin", plugin.origin().toString());
    if (plugin.origin() instanceof Origin.Dropped dropped) {
      document.put("contentHash", dropped.contentHash());
    }
    return document;
  }

  private static Map<String, Object> document(SwapReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("added", layers(report.added()));
    document.put("replaced", layers(report.replaced()));
    document.put("removed", layers(report.removed()));
    document.put("kept", layers(report.kept()));
    document.put("refused", report.refused().stream().map(PluginsApi::refused).toList());
    return document;
  }

  private static List<Map<String, Object>> layers(List<PluginLayer> layers) {
    return layers.stream().map(PluginsApi::layer).toList();
  }

  private static Map<String, Object> layer(PluginLayer layer) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("path", layer.origin().toString());
    document.put("contentHash", layer.origin().contentHash());
    document.put(
        "plugins",
        layer.plugins().stream()
            .map(plugin -> Map.of("kind", plugin.kind().word(), "name", plugin.name()))
            .toList());
    return document;
  }

  private static Map<String, Object> refused(SwapReport.Refused refused) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("path", refused.path().toString());
    document.put("reason", refused.reason());
    return document;
  }
}
