package io.sluice.runtime.admin;

import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.PluginKind;
import io.sluice.runtime.plugin.PluginTrial;
import io.sluice.runtime.plugin.PluginView;
import io.sluice.runtime.registry.Registry;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One plugin, to look at with its settings and to try settings on. Safe for any thread. */
final class PluginApi {

  private final Registry registry;
  private final JsonBody body;

  PluginApi(Registry registry, JsonBody body) {
    this.registry = registry;
    this.body = body;
  }

  /** A plugin, by {@code kind} and {@code name}. */
  Resource one() {
    return Resource.readOnly(request -> Reply.json(200, document(find(request))));
  }

  /** The trial of settings for a plugin, by {@code kind} and {@code name}. */
  Resource validation() {
    return Resource.guarded().on("POST", this::validate);
  }

  private InstalledPlugin find(AdminRequest request) {
    String kind = request.variable("kind");
    String name = request.variable("name");
    return Arrays.stream(PluginKind.values())
        .filter(one -> one.word().equals(kind))
        .findFirst()
        .flatMap(one -> registry.catalog().find(one, name))
        .orElseThrow(() ->
            new ProblemException(Problem.notFound("There is no plugin " + kind + "/" + name)));
  }

  private Map<String, Object> document(InstalledPlugin plugin) {
    Map<String, Object> document = new LinkedHashMap<>();
    registry.plugins().stream()
        .filter(view -> isOf(view, plugin))
        .findFirst()
        .ifPresent(view -> document.putAll(PluginsApi.plugin(view)));
    String title = "Settings of the " + plugin.kind().word() + " " + plugin.name();
    document.put("settings", SettingsDocument.of(title, PluginTrial.schema(plugin)));
    return document;
  }

  private static boolean isOf(PluginView view, InstalledPlugin plugin) {
    return view.plugin().kind() == plugin.kind()
        && view.plugin().name().equals(plugin.name())
        && view.plugin().origin().equals(plugin.origin());
  }

  private Reply validate(AdminRequest request) throws IOException {
    InstalledPlugin plugin = find(request);
    if (!(body.read(request) instanceof Map<?, ?> settings)) {
      return Problem.invalid("", "expected an object with the plugin's settings").reply();
    }
    List<SettingsException> faults = registry.faults(plugin, textKeyed(settings));
    return faults.isEmpty()
        ? Reply.json(200, Map.of("valid", true))
        : Problem.invalid(faults).reply();
  }

  @SuppressWarnings("unchecked") // every map in a document has text keys
  private static Map<String, ?> textKeyed(Map<?, ?> document) {
    return (Map<String, ?>) document;
  }
}
