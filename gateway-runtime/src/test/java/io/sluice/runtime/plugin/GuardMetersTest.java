package io.sluice.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Body;
import io.sluice.api.Client;
import io.sluice.api.Headers;
import io.sluice.api.Request;
import io.sluice.api.RequestHead;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitRequest;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.plugin.PluginProvider;
import io.sluice.runtime.metrics.Exposition;
import io.sluice.runtime.metrics.GatewayMeters;
import io.sluice.runtime.metrics.PluginMeters.InstanceMeters;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the meters show of the calls of plugins. */
final class GuardMetersTest {

  private static final RequestHead HEAD =
      new RequestHead("GET", "http", "h", "/", "", Headers.none());
  private static final Client CLIENT = new Client(InetAddress.getLoopbackAddress(), "c");
  private static final LimitRequest LIMIT = new LimitRequest(HEAD, CLIENT, "books", "/books");
  private static final Request REQUEST = new Request(HEAD, Body.empty(), CLIENT);

  private final GatewayMeters meters = GatewayMeters.create("1");
  private long nanos;

  @AfterEach
  void close() {
    meters.close();
  }

  private GuardLog log(PluginKind kind) {
    InstanceMeters instance = meters.open(kind.word(), "p", "books");
    return new GuardLog(
        new InstanceContext(installed(kind), "books", () -> nanos, instance.own()), instance);
  }

  private static InstalledPlugin installed(PluginKind kind) {
    Class<?> type = kind.provider();
    PluginProvider<?> provider =
        (PluginProvider<?>)
            Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, _) -> {
                  throw new UnsupportedOperationException(method.getName());
                });
    return new InstalledPlugin(kind, "p", provider, "m", "", new InstalledPlugin.Origin.BuiltIn());
  }

  private double shown(String series) {
    return meters
        .expose(Exposition.TEXT)
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(series));
  }

  @Test
  void callsAreCountedAndOneInSixtyFourIsTimed() {
    Limiter limiter =
        new GuardedLimiter(
            _ -> {
              nanos += 2_000;
              return LimitDecision.ADMITTED;
            },
            FailurePolicy.ADMIT,
            log(PluginKind.LIMITER));
    for (int i = 0; i < 6400; i++) {
      limiter.tryAcquire(LIMIT);
    }
    String labels = "{kind=\"limiter\",plugin=\"p\",service=\"books\"}";
    assertEquals(6400, shown("sluice_plugin_calls_total" + labels));
    double timed = shown("sluice_plugin_duration_seconds_count" + labels);
    assertTrue(timed > 30 && timed < 250, () -> timed + " calls were timed");
    assertEquals(timed * 2e-6, shown("sluice_plugin_duration_seconds_sum" + labels), 1e-9);
  }

  @Test
  void theStateIsDegradedUntilTheCallGoesRightAgain() {
    AtomicBoolean broken = new AtomicBoolean(true);
    Limiter limiter =
        new GuardedLimiter(
            _ -> {
              if (broken.get()) {
                throw new IllegalStateException("broken");
              }
              return LimitDecision.ADMITTED;
            },
            FailurePolicy.ADMIT,
            log(PluginKind.LIMITER));
    String labels = "{kind=\"limiter\",plugin=\"p\",service=\"books\",state=\"%s\"}";
    String ok = "sluice_plugin_state" + labels.formatted("ok");
    String degraded = "sluice_plugin_state" + labels.formatted("degraded");
    assertEquals(1, shown(ok));
    limiter.tryAcquire(LIMIT);
    assertEquals(0, shown(ok));
    assertEquals(1, shown(degraded));
    broken.set(false);
    limiter.tryAcquire(LIMIT);
    assertEquals(1, shown(ok));
    assertEquals(0, shown(degraded));
  }

  @Test
  void aFiltersTimeLeavesOutTheRestOfTheChain() throws Exception {
    Filter filter =
        new GuardedFilter(
            (request, chain) -> {
              nanos += 1_000;
              return chain.proceed(request);
            },
            PluginSpec.of("p"),
            FilterFailurePolicy.FAIL,
            log(PluginKind.FILTER));
    filter.filter(
        REQUEST,
        _ -> {
          nanos += 5_000_000;
          return Response.of(204);
        });
    String labels = "{kind=\"filter\",plugin=\"p\",service=\"books\"}";
    assertEquals(1, shown("sluice_plugin_calls_total" + labels));
    assertEquals(1e-6, shown("sluice_plugin_duration_seconds_sum" + labels), 1e-12);
  }
}
