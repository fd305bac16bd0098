package io.sluice.runtime;

import io.sluice.runtime.pipeline.SnapshotSource;
import io.sluice.runtime.registry.Snapshot;
import io.sluice.runtime.route.RouteTable;
import java.util.Map;

/** For a listener that has its reserved routes and nothing else. */
record NoSnapshot() implements SnapshotSource.Slot {

  private static final Snapshot EMPTY = new Snapshot(0, 0, RouteTable.EMPTY, Map.of());

  @Override
  public Snapshot enter() {
    return EMPTY;
  }

  @Override
  public void leave() {}

  @Override
  public void close() {}
}
