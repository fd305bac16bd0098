package io.sluice.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Body;
import io.sluice.api.Endpoint;
import io.sluice.api.Headers;
import io.sluice.api.Response;
import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.balancer.Picker;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterChain;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.plugin.SettingsException;
import io.sluice.api.probe.Connector;
import io.sluice.api.probe.Probe;
import io.sluice.api.probe.ProbeResult;
import io.sluice.runtime.guard.Quarantine;
import java.io.IOException;
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

  private final OddPlugins odd = new OddPlugins();
  private final List<String> lines = new ArrayList<>();
  private final Handler handler = handler();

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

  @Test
  void whatAPickerMayNotAnswerBecomesARandomReadyEndpoint() {
    List<Candidate> ready = List.of(OddPlugins.candidate(1), OddPlugins.candidate(2));
    List<Picker> bad =
        List.of(
            _ -> {
              throw new StackOverflowError();
            },
            _ -> OddPlugins.nothing(),
            _ -> new Picked(OddPlugins.candidate(3)),
            _ -> new Picked(OddPlugins.nothing()));
    for (Picker picker : bad) {
      Pick pick = odd.balancer(_ -> picker).newPicker(ready).pick(OddPlugins.PICK);
      assertTrue(ready.contains(assertInstanceOf(Picked.class, pick).candidate()));
    }
    assertEquals(bad.size(), odd.failures());
  }

  @Test
  void theFallbackAvoidsWhatWasTried() {
    Candidate one = OddPlugins.candidate(1);
    Candidate two = OddPlugins.candidate(2);
    Picker picker = odd.balancer(_ -> _ -> OddPlugins.nothing()).newPicker(List.of(one, two));
    assertEquals(
        new Picked(two),
        picker.pick(new PickRequest(OddPlugins.HEAD, OddPlugins.CLIENT, Set.of(one.endpoint()))));
    Set<Endpoint> both = Set.of(one.endpoint(), two.endpoint());
    assertInstanceOf(
        Pick.Unavailable.class,
        picker.pick(new PickRequest(OddPlugins.HEAD, OddPlugins.CLIENT, both)));
  }

  @Test
  void soundPicksPassAsTheyAreAndACompletionThatThrowsIsCounted() {
    Candidate one = OddPlugins.candidate(1);
    Pick plain = new Picked(one);
    assertSame(plain, odd.balancer(_ -> _ -> plain).newPicker(List.of(one)).pick(OddPlugins.PICK));
    Pick.Completion throwing =
        _ -> {
          throw new IllegalStateException();
        };
    Pick pick =
        odd.balancer(_ -> _ -> new Picked(one, throwing))
            .newPicker(List.of(one))
            .pick(OddPlugins.PICK);
    assertInstanceOf(Picked.class, pick).completion().complete(OddPlugins.DONE);
    assertEquals(1, odd.failures());
  }

  @Test
  void aBalancerThatMakesNoPickerGoesOnWithTheOldOne() {
    Candidate one = OddPlugins.candidate(1);
    Candidate two = OddPlugins.candidate(2);
    AtomicInteger made = new AtomicInteger();
    GuardedBalancer balancer =
        odd.balancer(ready -> {
          if (made.incrementAndGet() > 1) {
            throw new IllegalStateException("degraded");
          }
          return _ -> new Picked(ready.getFirst());
        });
    assertEquals(new Picked(one), balancer.newPicker(List.of(one, two)).pick(OddPlugins.PICK));
    assertEquals(new Picked(one), balancer.newPicker(List.of(two, one)).pick(OddPlugins.PICK));
    assertEquals(new Picked(two), balancer.newPicker(List.of(two)).pick(OddPlugins.PICK));
  }

  @Test
  void aBalancerThatNeverMadeAPickerIsReplacedByChance() {
    Candidate one = OddPlugins.candidate(1);
    assertEquals(
        new Picked(one),
        odd.balancer(_ -> OddPlugins.nothing()).newPicker(List.of(one)).pick(OddPlugins.PICK));
  }

  @Test
  void aFailingLimiterAdmitsOrRefusesAsTheServiceSays() {
    Limiter throwing =
        _ -> {
          throw new AssertionError();
        };
    assertEquals(
        LimitDecision.ADMITTED,
        odd.limiter(throwing, FailurePolicy.ADMIT).tryAcquire(OddPlugins.LIMIT));
    assertInstanceOf(
        LimitDecision.Rejected.class,
        odd.limiter(_ -> OddPlugins.nothing(), FailurePolicy.REFUSE).tryAcquire(OddPlugins.LIMIT));
    assertEquals(
        LimitDecision.ADMITTED,
        odd.limiter(_ -> new LimitDecision.Admitted(OddPlugins.nothing()), FailurePolicy.ADMIT)
            .tryAcquire(OddPlugins.LIMIT));
    assertEquals(3, odd.failures());
  }

  @Test
  void aPermitThatThrowsIsCounted() {
    LimitDecision.Permit throwing =
        _ -> {
          throw new IllegalStateException();
        };
    LimitDecision decision =
        odd.limiter(_ -> new LimitDecision.Admitted(throwing), FailurePolicy.REFUSE)
            .tryAcquire(OddPlugins.LIMIT);
    assertInstanceOf(LimitDecision.Admitted.class, decision).permit().release(OddPlugins.DONE);
    assertEquals(1, odd.failures());
  }

  @Test
  void whateverAProbeDoesIsAnAnswer() throws Exception {
    assertInstanceOf(
        ProbeResult.Unhealthy.class,
        ask((_, _, _) -> {
          throw new NoClassDefFoundError("x");
        }));
    assertInstanceOf(ProbeResult.Unhealthy.class, ask((_, _, _) -> OddPlugins.nothing()));
    assertEquals(2, odd.failures());
    assertEquals(
        new ProbeResult.Unhealthy("refused"),
        ask((_, _, _) -> {
          throw new IOException("refused");
        }));
    assertEquals(2, odd.failures());
    Probe lying =
        (_, _, _) -> {
          odd.pass(5);
          return new ProbeResult.Healthy(-1);
        };
    assertEquals(new ProbeResult.Healthy(5), ask(lying));
  }

  private ProbeResult ask(Probe probe) throws InterruptedException {
    return OddPlugins.ask(odd.probe(probe));
  }

  @Test
  void aProbeIsClosedWhenItsLastCheckHasEnded() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    GuardedProbe probe =
        odd.probe(
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
        () ->
            odd.filter((request, chain) -> chain.proceed(request))
                .filter(OddPlugins.REQUEST, rest));
    assertEquals(0, odd.failures());
    assertThrows(
        IOException.class,
        () -> odd.filter((_, _) -> OddPlugins.nothing()).filter(OddPlugins.REQUEST, rest));
    Filter throwing =
        (_, _) -> {
          throw new IllegalStateException();
        };
    assertThrows(IOException.class, () -> odd.filter(throwing).filter(OddPlugins.REQUEST, rest));
    assertEquals(2, odd.failures());
  }

  @Test
  void aSoundFilterIsNotTouched() throws Exception {
    Response answer = new Response(204, Headers.none(), Body.empty());
    assertSame(
        answer,
        odd.filter((request, chain) -> chain.proceed(request))
            .filter(OddPlugins.REQUEST, _ -> answer));
  }

  @Test
  void failuresAreAllCountedAndLoggedOnceAMinute() {
    GuardedLimiter limiter = odd.limiter(_ -> OddPlugins.nothing(), FailurePolicy.ADMIT);
    for (int i = 0; i < Quarantine.ROW - 1; i++) {
      limiter.tryAcquire(OddPlugins.LIMIT);
    }
    assertEquals(Quarantine.ROW - 1, odd.failures());
    assertEquals(1, lines.size());
    assertTrue(lines.getFirst().contains("limiter bad of service books"), lines.getFirst());
    odd.pass(Duration.ofMinutes(1).toNanos()); // wraps around
    limiter.tryAcquire(OddPlugins.LIMIT);
    assertEquals(3, lines.size(), "the failure, and that it is not called any more");
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
    odd.balancer(sticky).close();
    assertEquals(1, odd.failures());
    assertEquals(1, odd.metersClosed());
  }

  @Test
  void anInstanceThatCanNotBeMadeLeavesNoMeters() {
    SettingsException fault =
        assertThrows(
            SettingsException.class, () -> odd.limiter(OddPlugins.nothing(), FailurePolicy.ADMIT));
    assertEquals("/limiter", fault.pointer());
    assertEquals(1, odd.metersClosed());
  }
}
