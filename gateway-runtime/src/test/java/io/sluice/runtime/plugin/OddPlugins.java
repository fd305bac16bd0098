package io.sluice.runtime.plugin;

import io.sluice.api.Body;
import io.sluice.api.Client;
import io.sluice.api.Endpoint;
import io.sluice.api.Headers;
import io.sluice.api.Outcome;
import io.sluice.api.Request;
import io.sluice.api.RequestHead;
import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.limiter.LimitRequest;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.limiter.LimiterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.PluginMetrics;
import io.sluice.api.plugin.PluginProvider;
import io.sluice.api.plugin.Settings;
import io.sluice.api.probe.Probe;
import io.sluice.api.probe.ProbeProvider;
import io.sluice.api.probe.ProbeResult;
import io.sluice.runtime.events.RecordedEvents;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.exchange.ReadyEndpoint;
import io.sluice.runtime.guard.Watchdog;
import io.sluice.runtime.metrics.PluginMeters;
import io.sluice.runtime.metrics.PluginMeters.InstanceMeters;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Guarded plugins that a test makes up on the spot, at a time of its own. */
final class OddPlugins {

  static final Outcome DONE = new Outcome.Completed(200, 1);
  static final RequestHead HEAD = new RequestHead("GET", "http", "h", "/", "", Headers.none());
  static final Client CLIENT = new Client(InetAddress.getLoopbackAddress(), "c");
  static final PickRequest PICK = new PickRequest(HEAD, CLIENT, Set.of());
  static final LimitRequest LIMIT = new LimitRequest(HEAD, CLIENT, "books", "/books");
  static final Request REQUEST = new Request(HEAD, Body.empty(), CLIENT);

  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger metersClosed = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
  private final Watchdog watchdog = new Watchdog();
  private final RecordedEvents events = new RecordedEvents();

  /** How often plugins failed. */
  int failures() {
    return failures.get();
  }

  /** How many instances gave up their meters. */
  int metersClosed() {
    return metersClosed.get();
  }

  /** What was told of the instances, a line each. */
  List<String> told() {
    return events.lines();
  }

  /** So much time passes; it wraps around. */
  void pass(long more) {
    nanos.addAndGet(more);
  }

  /** The watchdog beats so often. */
  void beat(int times) {
    for (int i = 0; i < times; i++) {
      watchdog.tick();
    }
  }

  PluginFactory factory(PluginKind kind, PluginProvider<?> provider) {
    PluginMeters meters =
        (_, _, _) ->
            new InstanceMeters() {
              @Override
              public PluginMetrics own() {
                return PluginMeters.NONE.open("", "", "").own();
              }

              @Override
              public void called() {}

              @Override
              public void took(long took) {}

              @Override
              public void failed(String fault) {
                failures.incrementAndGet();
              }

              @Override
              public void shows(PluginMeters.Readings readings) {}

              @Override
              public void close() {
                metersClosed.incrementAndGet();
              }
            };
    InstalledPlugin plugin =
        new InstalledPlugin(kind, "bad", provider, "bad", "", new InstalledPlugin.Origin.BuiltIn());
    return new PluginFactory(
        new PluginCatalog(List.of(plugin)), meters, nanos::get, watchdog, events);
  }

  GuardedBalancer balancer(Balancer balancer) {
    BalancerProvider provider =
        new BalancerProvider() {
          @Override
          public String name() {
            return "bad";
          }

          @Override
          public Balancer create(Settings settings, PluginContext context) {
            return balancer;
          }
        };
    return factory(PluginKind.BALANCER, provider)
        .balancer(PluginSpec.of("bad"), "/balancer", "books");
  }

  GuardedLimiter limiter(Limiter limiter, FailurePolicy policy) {
    LimiterProvider provider =
        new LimiterProvider() {
          @Override
          public String name() {
            return "bad";
          }

          @Override
          public Limiter create(Settings settings, PluginContext context) {
            return limiter;
          }
        };
    return factory(PluginKind.LIMITER, provider)
        .limiter(PluginSpec.of("bad"), policy, "/limiter", "books");
  }

  GuardedProbe probe(Probe probe) {
    ProbeProvider provider =
        new ProbeProvider() {
          @Override
          public String name() {
            return "bad";
          }

          @Override
          public Probe create(Settings settings, PluginContext context) {
            return probe;
          }
        };
    return factory(PluginKind.PROBE, provider).probe(PluginSpec.of("bad"), "/probe", "books");
  }

  GuardedFilter filter(Filter filter) {
    return filter(FilterFailurePolicy.FAIL, filter);
  }

  GuardedFilter filter(FilterFailurePolicy policy, Filter filter) {
    FilterProvider provider =
        new FilterProvider() {
          @Override
          public String name() {
            return "bad";
          }

          @Override
          public Filter create(Settings settings, PluginContext context) {
            return filter;
          }
        };
    return factory(PluginKind.FILTER, provider)
        .filter(PluginSpec.of("bad"), policy, "/f/0", "books");
  }

  static ProbeResult ask(GuardedProbe probe) throws InterruptedException {
    return probe.check(
        new Endpoint("http", "e", 1),
        (_, _) -> {
          throw new IOException("no connection here");
        },
        Duration.ofSeconds(1));
  }

  static Candidate candidate(int port) {
    return new ReadyEndpoint(new LiveEndpoint(new Endpoint("http", "e", port)), 1);
  }

  /** What a plugin answers that knows no null rules. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  static <T> T nothing() {
    return (T) null;
  }
}
