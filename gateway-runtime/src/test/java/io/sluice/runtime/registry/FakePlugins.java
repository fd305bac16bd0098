package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.Ticker;
import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.Picker;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterChain;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitRequest;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.limiter.LimiterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.PluginProvider;
import io.sluice.api.plugin.Settings;
import io.sluice.api.probe.Connector;
import io.sluice.api.probe.Probe;
import io.sluice.api.probe.ProbeProvider;
import io.sluice.api.probe.ProbeResult;
import io.sluice.runtime.metrics.PluginMeters;
import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.plugin.PluginKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Plugins that do next to nothing, and note which of their instances live. Each takes the setting
 * {@code size}, 1 to 9. One thread.
 */
final class FakePlugins {

  private final List<String> living = new ArrayList<>();

  /** The instances that were made and not closed just once, as kind, service and size. */
  List<String> living() {
    return living.stream().sorted().toList();
  }

  PluginFactory factory() {
    return new PluginFactory(
        new PluginCatalog(
            List.of(
                plugin(PluginKind.BALANCER, "first", new Balancers()),
                plugin(PluginKind.LIMITER, "all", new Limiters()),
                plugin(PluginKind.PROBE, "well", new Probes()),
                plugin(PluginKind.FILTER, "through", new Filters()))),
        PluginMeters.NONE,
        Ticker.system());
  }

  private static InstalledPlugin plugin(PluginKind kind, String name, PluginProvider<?> provider) {
    return new InstalledPlugin(
        kind, name, provider, "fake", "", new InstalledPlugin.Origin.BuiltIn());
  }

  private String begin(String kind, Settings settings, PluginContext context) {
    String instance = kind + " " + context.service() + " " + settings.integer("size", 1, 1, 9);
    living.add(instance);
    return instance;
  }

  private void end(String instance) {
    if (!living.remove(instance)) {
      living.add(instance + " was closed twice");
    }
  }

  private final class Balancers implements BalancerProvider {
    @Override
    public String name() {
      return "first";
    }

    @Override
    public Balancer create(Settings settings, PluginContext context) {
      String instance = begin("balancer", settings, context);
      return new Balancer() {
        @Override
        public Picker newPicker(List<Candidate> ready) {
          return _ -> new Pick.Picked(ready.getFirst());
        }

        @Override
        public void close() {
          end(instance);
        }
      };
    }
  }

  private final class Limiters implements LimiterProvider {
    @Override
    public String name() {
      return "all";
    }

    @Override
    public Limiter create(Settings settings, PluginContext context) {
      String instance = begin("limiter", settings, context);
      return new Limiter() {
        @Override
        public LimitDecision tryAcquire(LimitRequest request) {
          return LimitDecision.ADMITTED;
        }

        @Override
        public void close() {
          end(instance);
        }
      };
    }
  }

  private final class Probes implements ProbeProvider {
    @Override
    public String name() {
      return "well";
    }

    @Override
    public Probe create(Settings settings, PluginContext context) {
      String instance = begin("probe", settings, context);
      return new Probe() {
        @Override
        public ProbeResult check(Endpoint endpoint, Connector connector, Duration timeout) {
          return new ProbeResult.Healthy(1);
        }

        @Override
        public void close() {
          end(instance);
        }
      };
    }
  }

  private final class Filters implements FilterProvider {
    @Override
    public String name() {
      return "through";
    }

    @Override
    public Filter create(Settings settings, PluginContext context) {
      String instance = begin("filter", settings, context);
      return new Filter() {
        @Override
        public Response filter(Request request, FilterChain chain) throws IOException {
          return chain.proceed(request);
        }

        @Override
        public void close() {
          end(instance);
        }
      };
    }
  }
}
