package io.sluice.runtime.pipeline;

import io.sluice.api.Response;
import io.sluice.runtime.exchange.ClientException;
import io.sluice.runtime.exchange.Exchange;

/**
 * The pipeline as one connection uses it: one exchange at a time, each under the configuration of
 * its begin. Of the connection's thread.
 */
public final class Line implements AutoCloseable {

  private final Pipeline pipeline;
  private final SnapshotSource.Slot slot;

  Line(Pipeline pipeline, SnapshotSource.Slot slot) {
    this.pipeline = pipeline;
    this.slot = slot;
  }

  /**
   * The answer to an exchange, as soon as its head is there.
   *
   * @throws ClientException if the client failed while its body was awaited
   */
  public Response respond(Exchange exchange) throws ClientException {
    return pipeline.respond(exchange, slot);
  }

  /** The exchange has settled. */
  public void settled() {
    slot.leave();
  }

  /** The connection has ended. */
  @Override
  public void close() {
    slot.close();
  }
}
