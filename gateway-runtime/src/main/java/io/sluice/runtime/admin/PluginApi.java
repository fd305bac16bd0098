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
import java.util.Optional;

/** One plugin, to look at with its settings and to try settings on. Safe for any thread. */
final class PluginApi {

  private static final String PREFIX = "/plugins/";
  private static final String VALIDATE = "validate";

  private final Registry registry;
  private final JsonBody body;

  PluginApi(Registry registry, JsonBody body) {
    this.registry = registry;
    this.body = body;
  }

  /** What is at a path such as {@code /plugins/balancer/round-robin}, if anything could be. */
  Optional<Resource> at(String path) {
    if (!path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String[] segments = path.substring(PREFIX.length()).split("/", -1);
    if (segments.length == 2) {
      return Optional.of(
          Resource.readOnly(false, _ -> Reply.json(200, document(find(segments[0], segments[1])))));
    }
    if (segments.length == 3 && segments[2].equals(VALIDATE)) {
      return Optional.of(
          new Resource(
              false, Map.of("POST", request -> validate(segments[0], segments[1], request))));
    }
    return Optional.empty();
  }

  private InstalledPlugin find(String kind, String name) {
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

  private Reply validate(String kind, String name, AdminRequest request) throws IOException {
    InstalledPlugin plugin = find(kind, name);
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
