package io.sluice.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Body;
import io.sluice.api.Client;
import io.sluice.api.Endpoint;
import io.sluice.api.Headers;
import io.sluice.api.Outcome;
import io.sluice.api.Request;
import io.sluice.api.RequestHead;
import io.sluice.api.Response;
import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.balancer.Picker;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterChain;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitRequest;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.limiter.LimiterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.PluginMetrics;
import io.sluice.api.plugin.PluginProvider;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.api.probe.Connector;
import io.sluice.api.probe.Probe;
import io.sluice.api.probe.ProbeProvider;
import io.sluice.api.probe.ProbeResult;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.exchange.ReadyEndpoint;
import io.sluice.runtime.metrics.PluginMeters;
import io.sluice.runtime.metrics.PluginMeters.InstanceMeters;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class GuardsTest {

  private static final Outcome DONE = new Outcome.Completed(200, 1);
  private static final RequestHead HEAD =
      new RequestHead("GET", "http", "h", "/", "", Headers.none());
  private static final Client CLIENT = new Client(InetAddress.getLoopbackAddress(), "c");
  private static final PickRequest PICK = new PickRequest(HEAD, CLIENT, Set.of());
  private static final LimitRequest LIMIT = new LimitRequest(HEAD, CLIENT, "books", "/books");
  private static final Request REQUEST = new Request(HEAD, Body.empty(), CLIENT);

  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger metersClosed = new AtomicInteger();
  private final List<String> lines = new ArrayList<>();
  private final Handler handler = handler();
  private long nanos = Long.MAX_VALUE - 10;

  private Handler handler() {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        lines.add(line.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private static Logger log() {
    return Logger.getLogger(GuardLog.class.getName());
  }

  @BeforeEach
  void listen() {
    log().addHandler(handler);
    log().setUseParentHandlers(false);
  }

  @AfterEach
  void silence() {
    log().removeHandler(handler);
    log().setUseParentHandlers(true);
  }

  private PluginFactory factory(PluginKind kind, PluginProvider<?> provider) {
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
              public void failed() {
                failures.incrementAndGet();
              }

              @Override
              public void degraded(boolean isDegraded) {}

              @Override
              public void close() {
                metersClosed.incrementAndGet();
              }
            };
    InstalledPlugin plugin =
        new InstalledPlugin(kind, "bad", provider, "bad", "", new InstalledPlugin.Origin.BuiltIn());
    return new PluginFactory(new PluginCatalog(List.of(plugin)), meters, () -> nanos);
  }

  private GuardedBalancer balancer(Balancer balancer) {
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

  private GuardedLimiter limiter(Limiter limiter, FailurePolicy policy) {
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

  private GuardedProbe probe(Probe probe) {
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

  private GuardedFilter filter(Filter filter) {
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
    return factory(PluginKind.FILTER, provider).filter(PluginSpec.of("bad"), "/f/0", "books");
  }

  private static Candidate candidate(int port) {
    return new ReadyEndpoint(new LiveEndpoint(new Endpoint("http", "e", port)), 1);
  }

  /** What a plugin answers that knows no null rules. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return (T) null;
  }

  @Test
  void whatAPickerMayNotAnswerBecomesARandomReadyEndpoint() {
    List<Candidate> ready = List.of(candidate(1), candidate(2));
    List<Picker> bad =
        List.of(
            _ -> {
              throw new StackOverflowError();
            },
            _ -> nothing(),
            _ -> new Picked(candidate(3)),
            _ -> new Picked(nothing()));
    for (Picker picker : bad) {
      Pick pick = balancer(_ -> picker).newPicker(ready).pick(PICK);
      assertTrue(ready.contains(assertInstanceOf(Picked.class, pick).candidate()));
    }
    assertEquals(bad.size(), failures.get());
  }

  @Test
  void theFallbackAvoidsWhatWasTried() {
    Candidate one = candidate(1);
    Candidate two = candidate(2);
    Picker picker = balancer(_ -> _ -> nothing()).newPicker(List.of(one, two));
    assertEquals(
        new Picked(two), picker.pick(new PickRequest(HEAD, CLIENT, Set.of(one.endpoint()))));
    Set<Endpoint> both = Set.of(one.endpoint(), two.endpoint());
    assertInstanceOf(Pick.Unavailable.class, picker.pick(new PickRequest(HEAD, CLIENT, both)));
  }

  @Test
  void soundPicksPassAsTheyAreAndACompletionThatThrowsIsCounted() {
    Candidate one = candidate(1);
    Pick plain = new Picked(one);
    assertSame(plain, balancer(_ -> _ -> plain).newPicker(List.of(one)).pick(PICK));
    Pick.Completion throwing =
        _ -> {
          throw new IllegalStateException();
        };
    Pick pick = balancer(_ -> _ -> new Picked(one, throwing)).newPicker(List.of(one)).pick(PICK);
    assertInstanceOf(Picked.class, pick).completion().complete(DONE);
    assertEquals(1, failures.get());
  }

  @Test
  void aBalancerThatMakesNoPickerGoesOnWithTheOldOne() {
    Candidate one = candidate(1);
    Candidate two = candidate(2);
    AtomicInteger made = new AtomicInteger();
    GuardedBalancer balancer =
        balancer(ready -> {
          if (made.incrementAndGet() > 1) {
            throw new IllegalStateException("degraded");
          }
          return _ -> new Picked(ready.getFirst());
        });
    assertEquals(new Picked(one), balancer.newPicker(List.of(one, two)).pick(PICK));
    assertEquals(new Picked(one), balancer.newPicker(List.of(two, one)).pick(PICK));
    assertEquals(new Picked(two), balancer.newPicker(List.of(two)).pick(PICK));
  }

  @Test
  void aBalancerThatNeverMadeAPickerIsReplacedByChance() {
    Candidate one = candidate(1);
    assertEquals(new Picked(one), balancer(_ -> nothing()).newPicker(List.of(one)).pick(PICK));
  }

  @Test
  void aFailingLimiterAdmitsOrRefusesAsTheServiceSays() {
    Limiter throwing =
        _ -> {
          throw new AssertionError();
        };
    assertEquals(LimitDecision.ADMITTED, limiter(throwing, FailurePolicy.ADMIT).tryAcquire(LIMIT));
    assertInstanceOf(
        LimitDecision.Rejected.class,
        limiter(_ -> nothing(), FailurePolicy.REFUSE).tryAcquire(LIMIT));
    assertEquals(
        LimitDecision.ADMITTED,
        limiter(_ -> new LimitDecision.Admitted(nothing()), FailurePolicy.ADMIT).tryAcquire(LIMIT));
    assertEquals(3, failures.get());
  }

  @Test
  void aPermitThatThrowsIsCounted() {
    LimitDecision.Permit throwing =
        _ -> {
          throw new IllegalStateException();
        };
    LimitDecision decision =
        limiter(_ -> new LimitDecision.Admitted(throwing), FailurePolicy.REFUSE).tryAcquire(LIMIT);
    assertInstanceOf(LimitDecision.Admitted.class, decision).permit().release(DONE);
    assertEquals(1, failures.get());
  }

  @Test
  void whateverAProbeDoesIsAnAnswer() throws Exception {
    nanos = 0;
    assertInstanceOf(
        ProbeResult.Unhealthy.class,
        ask((_, _, _) -> {
          throw new NoClassDefFoundError("x");
        }));
    assertInstanceOf(ProbeResult.Unhealthy.class, ask((_, _, _) -> nothing()));
    assertEquals(2, failures.get());
    assertEquals(
        new ProbeResult.Unhealthy("refused"),
        ask((_, _, _) -> {
          throw new IOException("refused");
        }));
    assertEquals(2, failures.get());
    Probe lying =
        (_, _, _) -> {
          nanos += 5;
          return new ProbeResult.Healthy(-1);
        };
    assertEquals(new ProbeResult.Healthy(5), ask(lying));
  }

  private ProbeResult ask(Probe probe) throws InterruptedException {
    return probe(probe)
        .check(
            new Endpoint("http", "e", 1),
            (_, _) -> {
              throw new IOException("no connection here");
            },
            Duration.ofSeconds(1));
  }

  @Test
  void aProbeIsClosedWhenItsLastCheckHasEnded() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    GuardedProbe probe =
        probe(
            new Probe() {
              @Override
              public ProbeResult check(Endpoint endpoint, Connector connector, Duration timeout)
                  throws InterruptedException {
                asked.countDown();
                goOn.await();
                return new ProbeResult.Healthy(1);
              }

              @Override
              public void close() {
                closed.countDown();
              }
            });
    Endpoint endpoint = new Endpoint("http", "e", 1);
    Thread check =
        Thread.ofVirtual()
            .start(() ->
                assertDoesNotThrow(() ->
                    probe.check(
                        endpoint,
                        (_, _) -> {
                          throw new IOException("none");
                        },
                        Duration.ofSeconds(1))));
    asked.await();
    probe.close();
    assertEquals(1, closed.getCount());
    goOn.countDown();
    check.join();
    assertEquals(0, closed.getCount());
  }

  @Test
  void aFilterThatFailsIsAnIoExceptionAndTheRestOfTheChainIsNotBlamedOnIt() {
    FilterChain rest =
        _ -> {
          throw new IllegalArgumentException("not the filter");
        };
    assertThrows(
        IllegalArgumentException.class,
        () -> filter((request, chain) -> chain.proceed(request)).filter(REQUEST, rest));
    assertEquals(0, failures.get());
    assertThrows(IOException.class, () -> filter((_, _) -> nothing()).filter(REQUEST, rest));
    Filter throwing =
        (_, _) -> {
          throw new IllegalStateException();
        };
    assertThrows(IOException.class, () -> filter(throwing).filter(REQUEST, rest));
    assertEquals(2, failures.get());
  }

  @Test
  void aSoundFilterIsNotTouched() throws Exception {
    Response answer = new Response(204, Headers.none(), Body.empty());
    assertSame(
        answer, filter((request, chain) -> chain.proceed(request)).filter(REQUEST, _ -> answer));
  }

  @Test
  void failuresAreAllCountedAndLoggedOnceAMinute() {
    GuardedLimiter limiter = limiter(_ -> nothing(), FailurePolicy.ADMIT);
    for (int i = 0; i < 100; i++) {
      limiter.tryAcquire(LIMIT);
    }
    assertEquals(100, failures.get());
    assertEquals(1, lines.size());
    assertTrue(lines.getFirst().contains("limiter bad of service books"), lines.getFirst());
    nanos += Duration.ofMinutes(1).toNanos(); // wraps around
    limiter.tryAcquire(LIMIT);
    assertEquals(2, lines.size());
  }

  @Test
  void aCloseThatThrowsIsCountedAndTheMetersGo() {
    Balancer sticky =
        new Balancer() {
          @Override
          public Picker newPicker(List<Candidate> ready) {
            return _ -> new Picked(ready.getFirst());
          }

          @Override
          public void close() {
            throw new IllegalStateException();
          }
        };
    balancer(sticky).close();
    assertEquals(1, failures.get());
    assertEquals(1, metersClosed.get());
  }

  @Test
  void anInstanceThatCanNotBeMadeLeavesNoMeters() {
    SettingsException fault =
        assertThrows(SettingsException.class, () -> limiter(nothing(), FailurePolicy.ADMIT));
    assertEquals("/limiter", fault.pointer());
    assertEquals(1, metersClosed.get());
  }
}
