package io.sluice.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.route.RouteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SnapshotUseTest {

  private final SnapshotUse snapshots = new SnapshotUse();

  private static Snapshot snapshot(long generation) {
    return new Snapshot(generation, 0, RouteTable.EMPTY, Map.of());
  }

  @Test
  void theOldestInUseIsTheOneThatASlotHolds() {
    SnapshotUse.Slot slot = snapshots.open();
    snapshots.publish(snapshot(1));
    assertEquals(1, slot.enter().generation());
    snapshots.publish(snapshot(2));
    assertEquals(1, snapshots.oldestGeneration());
    assertEquals(2, snapshots.current().generation());
    slot.leave();
    assertEquals(2, snapshots.oldestGeneration());
  }

  @Test
  void aSlotThatIsClosedHoldsNothing() {
    SnapshotUse.Slot slot = snapshots.open();
    slot.enter();
    snapshots.publish(snapshot(1));
    slot.close();
    assertEquals(1, snapshots.oldestGeneration());
  }

  /**
   * One thread publishes and then gives up all that is older than the oldest in use; others enter
   * and leave, some through slots that they have just opened. Between enter and leave nobody may
   * find his snapshot given up.
   */
  @Test
  void noSnapshotIsGivenUpBetweenEnterAndLeave() throws InterruptedException {
    AtomicLong givenUpBelow = new AtomicLong();
    AtomicBoolean sound = new AtomicBoolean(true);
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      readers.add(Thread.ofPlatform().start(() -> read(givenUpBelow, sound, over)));
    }
    for (long generation = 1; generation <= 100_000; generation++) {
      snapshots.publish(snapshot(generation));
      givenUpBelow.set(snapshots.oldestGeneration());
    }
    over.set(true);
    for (Thread reader : readers) {
      reader.join();
    }
    assertTrue(sound.get());
    assertEquals(100_000, snapshots.oldestGeneration());
  }

  private void read(AtomicLong givenUpBelow, AtomicBoolean sound, AtomicBoolean over) {
    while (!over.get()) {
      try (SnapshotUse.Slot slot = snapshots.open()) {
        for (int i = 0; i < 10; i++) {
          long mine = slot.enter().generation();
          Thread.onSpinWait();
          if (givenUpBelow.get() > mine) {
            sound.set(false);
          }
          slot.leave();
        }
      }
    }
  }
}
