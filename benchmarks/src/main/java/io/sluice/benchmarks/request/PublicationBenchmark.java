package io.sluice.benchmarks.request;

import io.sluice.api.Endpoint;
import io.sluice.api.Ticker;
import io.sluice.api.plugin.Settings;
import io.sluice.balancer.leastconnections.LeastConnectionsBalancerProvider;
import io.sluice.runtime.exchange.EndpointState;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.metrics.GatewayMeters;
import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.plugin.PluginKind;
import io.sluice.runtime.registry.Change;
import io.sluice.runtime.registry.ChangeResult;
import io.sluice.runtime.registry.Defaults;
import io.sluice.runtime.registry.EndpointSpec;
import io.sluice.runtime.registry.Health;
import io.sluice.runtime.registry.HealthCheck;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.registry.ServiceSpecReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A change of one service among many, from the call to the published snapshot. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PublicationBenchmark {

  private static final List<EndpointSpec> ONE = List.of(endpoint(9001), endpoint(9002));
  private static final String CHANGED = "changed";
  private static final Defaults DEFAULTS = defaults();
  private static final List<EndpointSpec> OTHER = List.of(endpoint(9001), endpoint(9003));

  /** How many services are registered, each with two endpoints. */
  @Param({"10000"})
  public int services;

  private final GatewayMeters meters = GatewayMeters.create("benchmark");
  private final Registry registry = new Registry(factory(), new EverWell(), meters, DEFAULTS);
  private boolean odd;

  private PluginFactory factory() {
    InstalledPlugin balancer =
        new InstalledPlugin(
            PluginKind.BALANCER,
            "least-connections",
            new LeastConnectionsBalancerProvider(),
            "benchmark",
            "",
            new InstalledPlugin.Origin.BuiltIn());
    return new PluginFactory(new PluginCatalog(List.of(balancer)), meters, Ticker.system());
  }

  private static Defaults defaults() {
    Settings settings =
        Settings.of(Map.of("balancer", "least-connections", "limiter", "none", "probe", "none"));
    return ServiceSpecReader.readDefaults(settings, "/" + Defaults.NAME, Timeouts.DEFAULTS);
  }

  private static EndpointSpec endpoint(int port) {
    return EndpointSpec.of(new Endpoint("http", "127.0.0.1", port));
  }

  /** Registers the services, all but one at once. */
  @Setup
  public void fill() {
    registry.start();
    registry.apply(
        new Change.Boot(
            IntStream.range(1, services)
                .boxed()
                .collect(Collectors.toMap(i -> DEFAULTS.service("service-" + i, ONE), _ -> ""))));
    replace(CHANGED, ONE);
  }

  /** Closes them. */
  @TearDown
  public void close() {
    registry.close();
    meters.close();
  }

  /** One endpoint of a service becomes another; the routes stay. */
  @Benchmark
  public ChangeResult replaceAnEndpoint() {
    odd = !odd;
    return replace(CHANGED, odd ? OTHER : ONE);
  }

  /** A service is registered, then taken out again, and the table of routes is built each time. */
  @Benchmark
  public ChangeResult registerAndDelete() {
    replace("one-more", ONE);
    return registry.apply(new Change.Delete("one-more"));
  }

  private ChangeResult replace(String name, List<EndpointSpec> endpoints) {
    return registry.apply(new Change.ReplaceEndpoints(name, endpoints));
  }

  /** Health that nobody looks after. */
  private static final class EverWell implements HealthCheck {

    @Override
    public Watch watch(String service, LiveEndpoint live, Runnable onReadinessChange) {
      return new Watch() {
        @Override
        public void begin(Probing probing) {}

        @Override
        public Optional<Probed> probeNow() {
          return Optional.empty();
        }

        @Override
        public Health health() {
          return new Health(EndpointState.UP, 0, -1, Instant.EPOCH, "");
        }

        @Override
        public void close() {}
      };
    }
  }
}
