package io.sluice.runtime.admin;

import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.registry.Change;
import io.sluice.runtime.registry.ChangeResult;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.registry.RouteView;
import io.sluice.runtime.registry.ServiceSpecReader;
import io.sluice.runtime.registry.ServiceView;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is registered, to look at and to change. Safe for any thread. */
final class ServicesApi {

  private static final String NAME = "name";

  private final Registry registry;
  private final ServiceSpecReader reader;
  private final JsonBody body;

  ServicesApi(Registry registry, ServiceSpecReader reader, JsonBody body) {
    this.registry = registry;
    this.reader = reader;
    this.body = body;
  }

  /** All services. */
  Resource all() {
    return Resource.readOnly(_ -> {
      List<ServiceView> views = registry.views();
      return Reply.json(200, Map.of("services", views.stream().map(ServiceDocument::of).toList()));
    });
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
        .on("POST", this::register)
        .on("PUT", this::register)
        .on("DELETE", request -> delete(request.variable(NAME)));
  }

  private Reply show(int status, String name) {
    return registry
        .view(name)
        .map(view -> Reply.json(status, ServiceDocument.of(view)))
        .orElseGet(() -> unknown(name));
  }

  private Reply register(AdminRequest request) throws IOException {
    String name = request.variable(NAME);
    Object document = body.read(request);
    try {
      Change change = change(name, document);
      return switch (registry.apply(change)) {
        case ChangeResult.Applied applied -> registered(name, applied.created());
        case ChangeResult.Tried tried -> Reply.json(200, tried.difference().toMap());
        case ChangeResult.PreconditionFailed _ -> preconditionFailed(name);
        case ChangeResult.NotKept notKept -> notKept(notKept);
        case ChangeResult.ReadOnly _ -> readOnly(name);
        case ChangeResult.Unknown _ -> unknown(name);
      };
    } catch (SettingsException e) {
      return Problem.invalid(e.pointer(), e.problem()).reply();
    }
  }

  private Change change(String name, Object document) {
    return switch (document) {
      case List<?> addresses ->
          new Change.ReplaceEndpoints(name, reader.endpoints(name, addresses, ""));
      case Map<?, ?> service -> new Change.Put(reader.service(name, specification(service)));
      default -> throw new SettingsException("", "expected a list of addresses, or an object");
    };
  }

  /** What a service document says of the service, without what it shows of the moment. */
  private static Settings specification(Map<?, ?> document) {
    Map<String, Object> specification = new LinkedHashMap<>();
    document.forEach((key, value) -> specification.put((String) key, value));
    specification.remove(ServiceDocument.STATUS);
    return Settings.of(specification);
  }

  private Reply registered(String name, boolean created) {
    Reply reply = show(created ? 201 : 200, name);
    return created ? reply.with("Location", "/api/v1/services/" + name) : reply;
  }

  private Reply delete(String name) {
    return switch (registry.apply(new Change.Delete(name))) {
      case ChangeResult.Applied _ -> Reply.empty(204);
      case ChangeResult.Tried tried -> Reply.json(200, tried.difference().toMap());
      case ChangeResult.PreconditionFailed _ -> preconditionFailed(name);
      case ChangeResult.NotKept notKept -> notKept(notKept);
      case ChangeResult.ReadOnly _ -> readOnly(name);
      case ChangeResult.Unknown _ -> unknown(name);
    };
  }

  private static Reply preconditionFailed(String name) {
    String detail = "The service " + name + " is not as the request expects it";
    return Problem.of(412, "precondition-failed", "The precondition does not hold", detail).reply();
  }

  private static Reply notKept(ChangeResult.NotKept notKept) {
    return Problem.of(
            notKept.full() ? 507 : 503, "not-kept", "The change can not be kept", notKept.reason())
        .reply();
  }

  private static Reply readOnly(String name) {
    String detail = "The service " + name + " is declared in the configuration file";
    return Problem.of(409, "read-only", "The service is read-only", detail).reply();
  }

  private static Reply unknown(String name) {
    return Problem.notFound("There is no service " + name).reply();
  }
}
