package io.sluice.runtime;

import io.sluice.runtime.pipeline.SnapshotSource;
import io.sluice.runtime.registry.Snapshot;
import io.sluice.runtime.registry.SnapshotUse;

/**
 * A connection's use of the registry's snapshots.
 *
 * @param slot the registry's side of it
 */
record RegistrySlot(SnapshotUse.Slot slot) implements SnapshotSource.Slot {

  @Override
  public Snapshot enter() {
    return slot.enter();
  }

  @Override
  public void leave() {
    slot.leave();
  }

  @Override
  public void close() {
    slot.close();
  }
}
