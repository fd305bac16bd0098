package io.sluice.dist;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An endpoint that notes when each request came to it. */
final class SeenEndpoint implements AutoCloseable {
  private final Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
  private final LocalEndpoint endpoint;

  private SeenEndpoint() throws IOException {
    endpoint =
        LocalEndpoint.start(exchange -> {
          arrivals.add(System.nanoTime());
          LocalEndpoint.ok(exchange);
        });
  }

  static SeenEndpoint start() throws IOException {
    return new SeenEndpoint();
  }

  /** The address as a registration names it. */
  String address() {
    return endpoint.address();
  }

  /** The readings of the clock at each request, in their order, those of probes apart. */
  List<Long> arrivals() {
    return List.copyOf(arrivals);
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
