package io.sluice.runtime.admin;

import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.registry.Change;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.registry.RouteView;
import io.sluice.runtime.registry.ServiceSpecReader;
import io.sluice.runtime.registry.ServiceView;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What is registered, to look at and to change. Safe for any thread. */
final class ServicesApi {

  private static final String NAME = "name";

  private final Registry registry;
  private final ServiceSpecReader reader;
  private final JsonBody body;
  private final ChangeDesk desk;

  ServicesApi(Registry registry, ServiceSpecReader reader, JsonBody body) {
    this.registry = registry;
    this.reader = reader;
    this.body = body;
    this.desk = new ChangeDesk(registry);
  }

  /** All services, or some of them. */
  Resource all() {
    return Resource.guarded()
        .on("GET", request -> ServiceList.of(request, registry.views()), ServiceList.PARAMETERS);
  }

  /** Every way to a service, in the order of precedence. */
  Resource routes() {
    return Resource.readOnly(_ ->
        Reply.json(
            200, Map.of("routes", registry.routes().stream().map(RouteView::toMap).toList())));
  }

  /** One service, by {@code name}, which need not be there yet. */
  Resource one() {
    return Resource.readOnly(request -> show(200, request.variable(NAME)))
        .on("POST", this::register, ChangeDesk.DRY_RUN)
        .on("PUT", this::register, ChangeDesk.DRY_RUN)
        .on("DELETE", this::delete, ChangeDesk.DRY_RUN);
  }

  private Reply show(int status, String name) {
    return registry
        .view(name)
        .map(view -> show(status, view))
        .orElseGet(() -> Problem.notFound("There is no service " + name).reply());
  }

  private static Reply show(int status, ServiceView view) {
    return Reply.json(status, ServiceDocument.of(view))
        .with("ETag", Conditions.tag(view.revision()));
  }

  private Reply register(AdminRequest request) throws IOException {
    String name = request.variable(NAME);
    Object document = body.read(request);
    return desk.handIn(
        request,
        () -> change(name, document),
        applied -> {
          Reply reply = show(applied.created() ? 201 : 200, name);
          return applied.created()
              ? reply.with("Location", ResourceTable.VERSIONED + "/services/" + name)
              : reply;
        });
  }

  private Change change(String name, Object document) {
    return switch (document) {
      case List<?> addresses ->
          new Change.ReplaceEndpoints(name, reader.endpoints(name, addresses, ""));
      case Map<?, ?> service ->
          new Change.Put(
              reader.service(
                  name, Settings.of(ServiceDocument.specification(service)), registry.catalog()));
      default -> throw new SettingsException("", "expected a list of addresses, or an object");
    };
  }

  private Reply delete(AdminRequest request) {
    return desk.handIn(
        request, () -> new Change.Delete(request.variable(NAME)), _ -> Reply.empty(204));
  }
}
