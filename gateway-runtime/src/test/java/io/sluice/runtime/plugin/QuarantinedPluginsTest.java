package io.sluice.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Picker;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.Limiter;
import io.sluice.runtime.guard.CallBounds;
import io.sluice.runtime.guard.Quarantine;
import io.sluice.runtime.metrics.InstanceState;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plugins that fail again and again, and what is done in their place. */
@Timeout(10)
final class QuarantinedPluginsTest {

  private final OddPlugins odd = new OddPlugins();

  @Test
  void aLimiterInQuarantineIsNotAskedButForATrial() {
    AtomicInteger asked = new AtomicInteger();
    AtomicBoolean broken = new AtomicBoolean(true);
    GuardedLimiter limiter =
        odd.limiter(
            _ -> {
              asked.incrementAndGet();
              return broken.get() ? OddPlugins.nothing() : LimitDecision.ADMITTED;
            },
            FailurePolicy.REFUSE);
    for (int i = 0; i < 100; i++) {
      assertInstanceOf(LimitDecision.Rejected.class, limiter.tryAcquire(OddPlugins.LIMIT));
    }
    assertEquals(Quarantine.ROW, asked.get());
    assertEquals(InstanceState.QUARANTINED, limiter.condition().state());
    odd.pass(Quarantine.FIRST_PAUSE.toNanos());
    for (int i = 0; i < 100; i++) {
      limiter.tryAcquire(OddPlugins.LIMIT);
    }
    assertEquals(Quarantine.ROW + 1, asked.get(), "one trial");
    odd.pass(2 * Quarantine.FIRST_PAUSE.toNanos());
    broken.set(false);
    assertEquals(LimitDecision.ADMITTED, limiter.tryAcquire(OddPlugins.LIMIT));
    assertEquals(LimitDecision.ADMITTED, limiter.tryAcquire(OddPlugins.LIMIT));
    assertEquals(InstanceState.OK, limiter.condition().state());
    assertEquals(Quarantine.ROW + 1, limiter.condition().failures());
    assertEquals("tryAcquire answered nothing", limiter.condition().last().orElseThrow().what());
    String who = "kind=limiter, name=bad, reason=%s, service=books, to=%s}";
    assertEquals(
        List.of(
            "plugin.state {from=ok, " + who.formatted("it failed too often", "quarantined"),
            "plugin.state {from=quarantined, " + who.formatted("a trial went right", "ok")),
        odd.told());
  }

  @Test
  void aPickerInQuarantineIsReplacedByChance() {
    AtomicInteger asked = new AtomicInteger();
    Candidate one = OddPlugins.candidate(1);
    Picker picker =
        odd.balancer(_ ->
                _ -> {
                  asked.incrementAndGet();
                  throw new NoClassDefFoundError("x");
                })
            .newPicker(List.of(one));
    for (int i = 0; i < 100; i++) {
      assertEquals(new Picked(one), picker.pick(OddPlugins.PICK));
    }
    assertEquals(Quarantine.ROW, asked.get());
  }

  @Test
  void aPermitThatIsReleasedTwiceReachesThePluginOnce() {
    AtomicInteger released = new AtomicInteger();
    LimitDecision decision =
        odd.limiter(
                _ -> new LimitDecision.Admitted(_ -> released.incrementAndGet()),
                FailurePolicy.ADMIT)
            .tryAcquire(OddPlugins.LIMIT);
    LimitDecision.Permit permit = assertInstanceOf(LimitDecision.Admitted.class, decision).permit();
    permit.release(OddPlugins.DONE);
    permit.release(OddPlugins.DONE);
    assertEquals(1, released.get());
    assertEquals(1, odd.failures());
  }

  @Test
  void aProbeThatFailsIsAskedAgain() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    GuardedProbe probe =
        odd.probe((_, _, _) -> {
          asked.incrementAndGet();
          throw new IllegalStateException();
        });
    for (int i = 0; i < 100; i++) {
      OddPlugins.ask(probe);
    }
    assertEquals(100, asked.get());
    assertEquals(InstanceState.DEGRADED, probe.condition().state());
  }

  @Test
  void anExceptionThatFailsToSayWhatItIsIsAFailureLikeAny() {
    Limiter limiter =
        odd.limiter(
            _ -> {
              throw new IllegalStateException() {
                @Override
                public String getMessage() {
                  throw new IllegalStateException();
                }
              };
            },
            FailurePolicy.ADMIT);
    assertEquals(LimitDecision.ADMITTED, limiter.tryAcquire(OddPlugins.LIMIT));
    assertEquals(1, odd.failures());
  }

  @Test
  void aPickerThatTakesTooLongIsReplacedByChance() {
    AtomicInteger asked = new AtomicInteger();
    Candidate one = OddPlugins.candidate(1);
    Picker slow =
        _ -> {
          asked.incrementAndGet();
          odd.beat(CallBounds.QUICK.slowBeats());
          return new Picked(one);
        };
    GuardedBalancer balancer = odd.balancer(_ -> slow);
    Picker picker = balancer.newPicker(List.of(one));
    for (int i = 0; i < 20; i++) {
      assertEquals(new Picked(one), picker.pick(OddPlugins.PICK));
    }
    assertEquals(Quarantine.ROW, asked.get());
    assertEquals("pick took longer than 50 ms", balancer.condition().last().orElseThrow().what());
  }

  @Test
  void aBalancerThatDoesNotComeBackHoldsNobodyUp() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch cameBack = new CountDownLatch(1);
    Candidate one = OddPlugins.candidate(1);
    AtomicInteger asked = new AtomicInteger();
    GuardedBalancer balancer =
        odd.balancer(ready -> {
          if (asked.incrementAndGet() == 1) {
            awaitUninterruptibly(goOn);
            cameBack.countDown();
          }
          return _ -> new Picked(ready.getFirst());
        });
    assertEquals(new Picked(one), balancer.newPicker(List.of(one)).pick(OddPlugins.PICK));
    assertEquals(new Picked(one), balancer.newPicker(List.of(one)).pick(OddPlugins.PICK));
    assertEquals(1, asked.get(), "never twice at a time");
    assertEquals(InstanceState.DEGRADED, balancer.condition().state());
    goOn.countDown();
    cameBack.await();
    while (balancer.condition().state() == InstanceState.DEGRADED) {
      balancer.newPicker(List.of(one));
    }
    assertEquals(2, asked.get());
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      Thread.onSpinWait(); // deaf to interrupts, as a plugin may be
    }
  }
}
