package io.sluice.runtime.deadline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 50);
  private final Sweeper sweeper = new Sweeper(now::get, Duration.ofMillis(1));
  private final AtomicInteger ended = new AtomicInteger();

  @Test
  void endsWhatIsLateOnceThoughTheClockWrapsAround() {
    Deadline deadline = sweeper.watch(ended::incrementAndGet);
    assertTrue(deadline.in(100));

    now.addAndGet(99);
    sweeper.sweep();
    assertEquals(0, ended.get());

    now.addAndGet(1);
    sweeper.sweep();
    sweeper.sweep();
    assertEquals(1, ended.get());
    assertTrue(deadline.isLate());
  }

  @Test
  void leavesAloneWhatMovesOnInTime() {
    Deadline deadline = sweeper.watch(ended::incrementAndGet);
    deadline.in(100);
    now.addAndGet(99);
    assertTrue(deadline.in(100));
    now.addAndGet(99);
    sweeper.sweep();
    assertTrue(deadline.clear());
    now.addAndGet(1_000);
    sweeper.sweep();
    assertEquals(0, ended.get());
  }

  @Test
  void staysLateWhateverItsOwnerWants() {
    Deadline deadline = sweeper.watch(ended::incrementAndGet);
    deadline.in(1);
    now.addAndGet(2);
    sweeper.sweep();
    assertFalse(deadline.in(100));
    assertFalse(deadline.clear());
    assertTrue(deadline.isLate());
  }

  @Test
  void forgetsWhatIsClosed() {
    Deadline deadline = sweeper.watch(ended::incrementAndGet);
    deadline.in(1);
    deadline.close();
    now.addAndGet(2);
    sweeper.sweep();
    assertEquals(0, ended.get());
  }

  @Test
  void goesOnWhenAnEndFails() {
    sweeper
        .watch(() -> {
          throw new IllegalStateException("as this test wants it");
        })
        .in(1);
    sweeper.watch(ended::incrementAndGet).in(1);
    now.addAndGet(2);
    sweeper.sweep();
    assertEquals(1, ended.get());
  }

  @Test
  void sweepsByItselfOnceStarted() throws InterruptedException {
    CountDownLatch late = new CountDownLatch(1);
    try (Sweeper running = new Sweeper(System::nanoTime, Duration.ofMillis(1))) {
      running.start();
      running.watch(late::countDown).in(1_000_000);
      assertTrue(late.await(10, TimeUnit.SECONDS));
    }
  }
}
