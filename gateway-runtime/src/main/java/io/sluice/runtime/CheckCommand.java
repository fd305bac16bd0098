package io.sluice.runtime;

import io.sluice.api.Ticker;
import io.sluice.runtime.config.GatewayConfig;
import io.sluice.runtime.config.LogConfig;
import io.sluice.runtime.events.Events;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.EndpointState;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.layer.BuiltInPlugins;
import io.sluice.runtime.layer.PluginFolder;
import io.sluice.runtime.layer.PluginLayers;
import io.sluice.runtime.logging.LogOutput;
import io.sluice.runtime.metrics.PluginMeters;
import io.sluice.runtime.metrics.RegistryMeters;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.registry.Health;
import io.sluice.runtime.registry.HealthCheck;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.registry.ServiceSpecReader;
import io.sluice.runtime.swap.PluginSwap;
import io.sluice.runtime.swap.SwapReport;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Does with a configuration file all that can be done without listening or asking an endpoint:
 * reads it, loads the plugins, registers the declared services.
 */
final class CheckCommand {

  private CheckCommand() {}

  static int run(Path file) throws IOException {
    GatewayConfig config = GatewayConfig.load(file, System.getenv(), Home.folder());
    LogOutput.install(new LogConfig(Level.ERROR, LogConfig.Format.TEXT), System.err);
    List<String> faults = new ArrayList<>();
    config
        .data()
        .filter(directory -> Files.exists(directory) && !Files.isDirectory(directory))
        .ifPresent(path -> faults.add("the data directory " + path + " is not a directory"));
    try (PluginLayers layers = new PluginLayers()) {
      faults.addAll(register(config, layers));
    }
    faults.forEach(fault -> System.err.println("sluice: " + fault));
    if (!faults.isEmpty()) {
      return 1;
    }
    System.out.println(file + ": right");
    return 0;
  }

  /** Registers all; answers what is wrong with plugins. */
  private static List<String> register(GatewayConfig config, PluginLayers layers) {
    ServiceSpecReader reader =
        DeclaredServices.reader(
            config, new AddressPolicy(config.ports()::contains, config.addresses()));
    PluginFactory factory =
        new PluginFactory(
            new PluginCatalog(BuiltInPlugins.find()), PluginMeters.NONE, Ticker.system());
    try (Registry registry =
        new Registry(factory, CheckCommand::watch, RegistryMeters.NONE, reader.defaults())) {
      SwapReport loaded =
          new PluginSwap(
                  new PluginFolder(config.plugins().directory()),
                  layers::load,
                  registry,
                  Events.NONE)
              .reload();
      DeclaredServices.register(config, reader, registry);
      return loaded.refused().stream().map(SwapReport.Refused::toString).toList();
    }
  }

  private static HealthCheck.Watch watch(
      String service, LiveEndpoint live, Runnable onReadinessChange) {
    return new Unwatched();
  }

  /** Asks no endpoint. */
  private static final class Unwatched implements HealthCheck.Watch {
    @Override
    public void begin(HealthCheck.Probing probing) {}

    @Override
    public Optional<HealthCheck.Probed> probeNow() {
      return Optional.empty();
    }

    @Override
    public Health health() {
      return new Health(EndpointState.UNKNOWN, 0, -1, Instant.EPOCH, "");
    }

    @Override
    public void close() {}
  }
}
