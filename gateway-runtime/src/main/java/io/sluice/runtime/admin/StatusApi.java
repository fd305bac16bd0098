package io.sluice.runtime.admin;

import io.sluice.runtime.metrics.Exposition;
import io.sluice.runtime.metrics.GatewayMeters;
import java.util.function.BooleanSupplier;

/** How the gateway is: its meters, whether it lives, whether it takes requests. */
final class StatusApi {

  private static final String TEXT = "text/plain; charset=utf-8";

  private StatusApi() {}

  /** The resources by path; whether the gateway lives and is ready may be asked by anybody. */
  static ResourceTable table(AdminRooms rooms) {
    return ResourceTable.empty()
        .with("/metrics", Resource.lenient(false, request -> metrics(rooms.meters(), request)))
        .with("/livez", Resource.lenient(true, _ -> Reply.of(200, TEXT, "ok\n")))
        .with("/readyz", Resource.lenient(true, _ -> ready(rooms.ready())));
  }

  private static Reply metrics(GatewayMeters meters, AdminRequest request) {
    Exposition form = Exposition.accepted(request.field("Accept"));
    return Reply.of(200, form.contentType(), meters.expose(form)).with("Vary", "Accept");
  }

  private static Reply ready(BooleanSupplier ready) {
    return ready.getAsBoolean() ? Reply.of(200, TEXT, "ok\n") : Reply.of(503, TEXT, "not ready\n");
  }
}
