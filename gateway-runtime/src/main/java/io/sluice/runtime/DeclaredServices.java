package io.sluice.runtime;

import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.admin.Administration;
import io.sluice.runtime.config.GatewayConfig;
import io.sluice.runtime.config.Section;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.registry.Change;
import io.sluice.runtime.registry.ChangeResult;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.registry.ServiceSpec;
import io.sluice.runtime.registry.ServiceSpecReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Brings the services of the configuration file, and what holds for all others, into the registry;
 * whatever is wrong there is told with its line.
 */
final class DeclaredServices {

  private DeclaredServices() {}

  /** The reader of registrations, with the defaults of the file. */
  static ServiceSpecReader reader(GatewayConfig config, AddressPolicy addresses) {
    try {
      return new ServiceSpecReader(
          ServiceSpecReader.readDefaults(
              config.services().defaults().settings(),
              config.services().path(),
              config.services().timeouts(),
              config.services().bounds()),
          config.admin().onTraffic() ? Administration.RESERVED_NAMES : Set.of(),
          addresses);
    } catch (SettingsException e) {
      throw config.source().locate(e);
    }
  }

  /** Registers all, or throws and registers none. */
  static void register(GatewayConfig config, ServiceSpecReader reader, Registry registry) {
    Map<ServiceSpec, String> services = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Section> declared :
          new TreeMap<>(config.services().declared()).entrySet()) {
        Section section = declared.getValue();
        ServiceSpec spec = reader.service(declared.getKey(), section.settings());
        refuseTimesToLive(spec, section.pointer());
        services.put(spec, section.pointer());
      }
      registry.tryDefaults(config.services().defaults().pointer());
      ChangeResult _ = registry.apply(new Change.Boot(services));
    } catch (SettingsException e) {
      throw config.source().locate(e);
    }
  }

  /** Nobody could renew what stands in the file, and nothing of it can be taken out. */
  private static void refuseTimesToLive(ServiceSpec spec, String pointer) {
    for (int i = 0; i < spec.endpoints().size(); i++) {
      if (spec.endpoints().get(i).expires()) {
        throw new SettingsException(
            pointer + "/endpoints/" + i + "/ttl",
            "an endpoint that is declared in the configuration file stays");
      }
    }
  }
}
