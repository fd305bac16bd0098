package io.sluice.runtime.pipeline;

import io.sluice.runtime.registry.Snapshot;

/**
 * Where connections get the configuration of the moment from, each through a slot of its own that
 * says what it has in use.
 */
@FunctionalInterface
public interface SnapshotSource {

  /** A slot for a new connection. */
  Slot open();

  /** One connection's use of snapshots. Of the connection's thread. */
  interface Slot extends AutoCloseable {

    /** The snapshot of the moment, which stays whole until {@link #leave()}. */
    Snapshot enter();

    /** The snapshot is not in use any more. */
    void leave();

    /** The connection has ended. */
    @Override
    void close();
  }
}
