package io.sluice.runtime.registry;

import io.sluice.runtime.route.RouteTable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of the moment, and who uses which.
 *
 * <p>Each connection has a {@link Slot} and says there which snapshot its request has taken, so
 * that nothing is counted in a place that all requests share. The registry's writer publishes; its
 * retirer asks for the oldest snapshot in use and closes what only older ones needed.
 *
 * <p>Why no snapshot is closed in use: a slot first says which one it takes and then looks whether
 * that is still the one of the moment; the retirer looks at the slots after another was published.
 * All of these are volatile, hence in one order: either the slot sees the other one and takes it
 * instead, or the retirer sees the slot. A slot that it does not see was opened later and can only
 * take the other one.
 */
public final class SnapshotUse {

  private final Set<Slot> slots = ConcurrentHashMap.newKeySet();
  private volatile Snapshot current = new Snapshot(0, 0, RouteTable.EMPTY, Map.of());

  /** The snapshot of the moment, to look at and let go. */
  public Snapshot current() {
    return current;
  }

  /** A slot for a connection. */
  public Slot open() {
    Slot slot = new Slot();
    slots.add(slot);
    return slot;
  }

  void publish(Snapshot next) {
    current = next;
  }

  /** The generation of the oldest snapshot that is in use or will be. */
  long oldestGeneration() {
    long oldest = current.generation();
    for (Slot slot : slots) {
      Snapshot held = slot.held;
      if (held != null) {
        oldest = Math.min(oldest, held.generation());
      }
    }
    return oldest;
  }

  /** One user of snapshots, one at a time; belongs to one thread. */
  public final class Slot implements AutoCloseable {

    private volatile @Nullable Snapshot held;

    private Slot() {}

    /** Takes the snapshot of the moment; nothing of it is closed until {@link #leave}. */
    public Snapshot enter() {
      Snapshot next = current;
      held = next;
      while (next.generation() != current.generation()) {
        next = current;
        held = next;
      }
      return next;
    }

    /** Lets go of the snapshot. */
    public void leave() {
      held = null;
    }

    /** Ends the use. */
    @Override
    public void close() {
      held = null;
      slots.remove(this);
    }
  }
}
