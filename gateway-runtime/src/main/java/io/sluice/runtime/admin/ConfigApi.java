package io.sluice.runtime.admin;

import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.history.Configuration;
import io.sluice.runtime.registry.Change;
import io.sluice.runtime.registry.Faults;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.registry.ServiceSpec;
import io.sluice.runtime.registry.ServiceSpecReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** All that operators have configured, as one document. Safe for any thread. */
final class ConfigApi {

  private static final String SERVICES = "services";

  private final Registry registry;
  private final ServiceSpecReader reader;
  private final JsonBody body;
  private final ChangeDesk desk;

  /**
   * @param body takes documents as large as this one may be
   */
  ConfigApi(Registry registry, ServiceSpecReader reader, JsonBody body) {
    this.registry = registry;
    this.reader = reader;
    this.body = body;
    this.desk = new ChangeDesk(registry);
  }

  /** The document. */
  Resource document() {
    return Resource.readOnly(this::show).on("PUT", this::replace, ChangeDesk.DRY_RUN);
  }

  private Reply show(AdminRequest request) {
    Configuration configuration = registry.configuration();
    String tag = Conditions.tag(configuration.revision());
    Reply reply =
        Conditions.isKnown(request, configuration.revision())
            ? Reply.empty(304)
            : Reply.json(200, document(configuration));
    return reply.with("ETag", tag);
  }

  /** A configuration as it is shown. */
  static Map<String, Object> document(Configuration configuration) {
    return Map.of(SERVICES, configuration.services());
  }

  private Reply replace(AdminRequest request) throws IOException {
    return body.use(
        request,
        document ->
            desk.handIn(
                request, () -> new Change.Configure(services(document)), ChangeDesk::changed));
  }

  private Map<String, ServiceSpec> services(Object document) {
    if (!(document instanceof Map<?, ?> map)) {
      throw new SettingsException("", "expected an object with \"services\"");
    }
    Settings settings = Settings.of(ServiceDocument.textKeyed(map));
    Faults faults = new Faults();
    Settings services = faults.read(Settings.none(), () -> settings.section(SERVICES));
    if (!settings.has(SERVICES)) {
      faults.add(settings.fault(SERVICES, "is missing"));
    }
    Map<String, ServiceSpec> specs = new LinkedHashMap<>();
    for (String name : services.keys().stream().sorted().toList()) {
      faults.check(() -> specs.put(name, service(name, services)));
    }
    faults.check(() -> refuseOthers(map));
    faults.raise();
    return specs;
  }

  private static void refuseOthers(Map<?, ?> document) {
    Settings top = Settings.of(ServiceDocument.textKeyed(document));
    top.has(SERVICES);
    top.rejectUnknownKeys();
  }

  private ServiceSpec service(String name, Settings services) {
    String pointer = services.pointerTo(name);
    if (services.value(name).orElse("") instanceof Map<?, ?> service) {
      return reader.service(
          name, Settings.of(ServiceDocument.specification(service), pointer), registry.catalog());
    }
    throw new SettingsException(pointer, "expected an object");
  }
}
