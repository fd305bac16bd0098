package io.sluice.runtime.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A watchdog that is beaten by hand. */
@Timeout(20)
final class WatchdogTest {

  private static final int BEATS_PER_LOOK = 10;

  private final Watchdog watchdog = new Watchdog();
  private final List<Integer> told = new ArrayList<>();

  /** An instance whose calls must not block. */
  private final class Quick implements Watched {
    @Override
    public CallBounds bounds() {
      return CallBounds.QUICK;
    }

    @Override
    public void stuck(int calls) {
      told.add(calls);
    }
  }

  private void beat(int times) {
    for (int i = 0; i < times; i++) {
      watchdog.tick();
    }
  }

  @Test
  void aCallThatDoesNotComeBackIsToldUntilItDoes() {
    int id = watchdog.watch(new Quick());
    int place = watchdog.entered(id, watchdog.beat());
    beat(CallBounds.QUICK.stuckBeats() - 1);
    assertEquals(List.of(), told);
    beat(BEATS_PER_LOOK);
    assertEquals(List.of(1), told);
    beat(BEATS_PER_LOOK);
    assertEquals(List.of(1, 1), told);
    watchdog.left(place);
    beat(BEATS_PER_LOOK);
    assertEquals(List.of(1, 1, 0), told);
    beat(10 * BEATS_PER_LOOK);
    assertEquals(3, told.size());
  }

  @Test
  void aCallThatEndsIsNotToldOf() {
    int id = watchdog.watch(new Quick());
    for (int i = 0; i < 100; i++) {
      int place = watchdog.entered(id, watchdog.beat());
      beat(1);
      watchdog.left(place);
    }
    assertEquals(List.of(), told);
  }

  @Test
  void aCallThatMayTakeLongerIsLeftInPeaceThatLong() {
    int id = watchdog.watch(new Quick());
    int place = watchdog.entered(id, watchdog.beat() + 100);
    beat(100);
    assertEquals(List.of(), told);
    beat(CallBounds.QUICK.stuckBeats() + BEATS_PER_LOOK);
    assertTrue(told.contains(1));
    watchdog.left(place);
  }

  @Test
  void anInstanceThatIsGoneIsNotTold() {
    int id = watchdog.watch(new Quick());
    int place = watchdog.entered(id, watchdog.beat());
    watchdog.forget(id);
    beat(100);
    assertEquals(List.of(), told);
    watchdog.left(place);
  }

  @Test
  void aPlaceThatIsTakenIsLeftToWhoHasIt() {
    int id = watchdog.watch(new Quick());
    int first = watchdog.entered(id, watchdog.beat());
    int second = watchdog.entered(id, watchdog.beat()); // the same thread has the same place
    assertEquals(Watchdog.NOWHERE, second);
    watchdog.left(second);
    beat(CallBounds.QUICK.stuckBeats() + BEATS_PER_LOOK);
    assertTrue(told.contains(1));
    watchdog.left(first);
  }

  /**
   * Some threads come and go while one stays inside, each with a place of its own: the one is
   * found, though nobody waits for anybody's writes.
   */
  @Test
  void theOneThatStaysIsFoundAmongManyThatPass() throws InterruptedException {
    int id = watchdog.watch(new Quick());
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger passed = new AtomicInteger();
    Thread stays =
        Thread.ofPlatform()
            .start(() -> {
              int place = watchdog.entered(id, watchdog.beat());
              inside.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              watchdog.left(place);
            });
    inside.await();
    List<Thread> pass = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      pass.add(
          Thread.ofPlatform()
              .start(() -> {
                while (goOn.getCount() > 0) {
                  int place = watchdog.entered(id, watchdog.beat());
                  watchdog.left(place);
                  passed.incrementAndGet();
                }
              }));
    }
    while (passed.get() < 10_000) {
      Thread.onSpinWait();
    }
    beat(CallBounds.QUICK.stuckBeats() + BEATS_PER_LOOK);
    assertTrue(told.getLast() >= 1, told::toString); // or more: beats are quick here
    goOn.countDown();
    stays.join();
    for (Thread thread : pass) {
      thread.join();
    }
    told.clear();
    beat(CallBounds.QUICK.stuckBeats() + 2 * BEATS_PER_LOOK);
    assertEquals(0, told.getLast());
  }
}
