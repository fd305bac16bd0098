package io.sluice.runtime.admin;

import io.sluice.api.Endpoint;
import io.sluice.api.plugin.SettingsException;
import io.sluice.api.probe.ProbeResult;
import io.sluice.runtime.registry.Change;
import io.sluice.runtime.registry.EndpointSpec;
import io.sluice.runtime.registry.EndpointSpecReader;
import io.sluice.runtime.registry.Endpoints;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.registry.ServiceSpec;
import io.sluice.runtime.registry.ServiceSpecReader;
import io.sluice.runtime.registry.ServiceView;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The endpoints of a service one by one, to look at and to change, as resources below {@code
 * /services/{name}}. Safe for any thread.
 */
final class EndpointsApi {

  private static final String NAME = "name";
  private static final String ADDRESS = "address";
  private static final String CREATE = "create";
  private static final double NANOS_PER_MILLI = 1e6;

  private final Registry registry;
  private final EndpointSpecReader reader;
  private final ServiceSpecReader services;
  private final JsonBody body;
  private final ChangeDesk desk;

  EndpointsApi(Registry registry, ServiceSpecReader services, JsonBody body) {
    this.registry = registry;
    this.services = services;
    this.reader = services.endpoints();
    this.body = body;
    this.desk = new ChangeDesk(registry);
  }

  /** What is where. */
  ResourceTable table() {
    String one = "/services/{name}/endpoints/{address}";
    return ResourceTable.empty()
        .withVersioned("/services/{name}/endpoints", all())
        .withVersioned(one, one())
        .withVersioned(one + "/drain", draining(true))
        .withVersioned(one + "/undrain", draining(false))
        .withVersioned(one + "/probe", probe())
        .withVersioned(one + "/heartbeat", heartbeat());
  }

  /** All of them, and where one is added. */
  private Resource all() {
    return Resource.readOnly(this::list).on("POST", this::add, CREATE, ChangeDesk.DRY_RUN);
  }

  /** One, by its {@code address}, which need not be there yet. */
  private Resource one() {
    return Resource.readOnly(request -> show(200, request, address(request)))
        .on("PUT", this::put, CREATE, ChangeDesk.DRY_RUN)
        .on("DELETE", this::remove, ChangeDesk.DRY_RUN);
  }

  /** Where one is told to drain, or no longer to. */
  private Resource draining(boolean drain) {
    return Resource.guarded()
        .on(
            "POST",
            request ->
                desk.handIn(
                    request,
                    () -> new Change.DrainEndpoint(service(request), address(request), drain),
                    _ -> show(200, request, address(request))),
            ChangeDesk.DRY_RUN);
  }

  /** Where one is probed now. */
  private Resource probe() {
    return Resource.guarded().on("POST", this::probeNow);
  }

  /** Where one that stays only for a time is given its whole time again. */
  private Resource heartbeat() {
    return Resource.guarded()
        .on(
            "POST",
            request ->
                registry.endpoints().renew(service(request), address(request))
                    ? Reply.empty(204)
                    : unknown(request));
  }

  private static String service(AdminRequest request) {
    return request.variable(NAME);
  }

  private static Endpoint address(AdminRequest request) {
    String text = request.variable(ADDRESS);
    try {
      return Endpoint.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.notFound("There is no endpoint: " + e.getMessage()));
    }
  }

  private static Reply unknown(AdminRequest request) {
    return Problem.notFound(
            "There is no endpoint " + address(request) + " of a service " + service(request))
        .reply();
  }

  /** What is registered; nothing of a service that can not be served. */
  private static Stream<EndpointSpec> specs(ServiceView view) {
    return view.spec() instanceof ServiceSpec spec ? spec.endpoints().stream() : Stream.empty();
  }

  private static Reply tagged(Reply reply, ServiceView view) {
    return reply.with("ETag", Conditions.tag(view.revision()));
  }

  private Reply list(AdminRequest request) {
    Optional<ServiceView> view = registry.view(service(request));
    return view.map(known ->
            tagged(
                Reply.json(
                    200,
                    Map.of(
                        "endpoints",
                        specs(known).map(spec -> EndpointDocument.of(known, spec)).toList())),
                known))
        .orElseGet(() -> Problem.notFound("There is no service " + service(request)).reply());
  }

  private Reply show(int status, AdminRequest request, Endpoint endpoint) {
    Optional<ServiceView> view = registry.view(service(request));
    return view.flatMap(known ->
            specs(known)
                .filter(spec -> spec.endpoint().equals(endpoint))
                .findFirst()
                .map(spec -> tagged(Reply.json(status, EndpointDocument.of(known, spec)), known)))
        .orElseGet(() -> unknown(request));
  }

  private Reply add(AdminRequest request) throws IOException {
    Object document = withoutStatus(body.read(request));
    return put(request, () -> reader.one(document, ""));
  }

  private Reply put(AdminRequest request) throws IOException {
    Object document = withoutStatus(body.read(request));
    return put(
        request,
        () -> {
          if (!(document instanceof Map<?, ?> map)) {
            throw new SettingsException("", "expected an object");
          }
          return reader.at(address(request).authority(), map);
        });
  }

  private Reply put(AdminRequest request, Supplier<EndpointSpec> wanted) {
    boolean create = request.parameters().flag(CREATE);
    AtomicReference<Endpoint> put = new AtomicReference<>();
    return desk.handIn(
        request,
        () -> {
          EndpointSpec spec = wanted.get();
          put.set(spec.endpoint());
          return new Change.PutEndpoint(services.checkedName(service(request)), spec, create);
        },
        applied -> registered(request, put.get(), applied.created()));
  }

  private Reply registered(AdminRequest request, Endpoint endpoint, boolean created) {
    Reply reply = show(created ? 201 : 200, request, endpoint);
    String place =
        "%s/services/%s/endpoints/%s"
            .formatted(ResourceTable.VERSIONED, service(request), endpoint.authority());
    return created ? reply.with("Location", place.replace("[", "%5B").replace("]", "%5D")) : reply;
  }

  private static Object withoutStatus(Object document) {
    if (!(document instanceof Map<?, ?> map)) {
      return document;
    }
    return ServiceDocument.specification(map);
  }

  private Reply remove(AdminRequest request) {
    return desk.handIn(
        request,
        () -> new Change.RemoveEndpoint(service(request), address(request)),
        _ -> Reply.empty(204));
  }

  private Reply probeNow(AdminRequest request) throws IOException {
    Endpoint endpoint = address(request);
    boolean isThere =
        registry
            .view(service(request))
            .filter(view -> specs(view).anyMatch(spec -> spec.endpoint().equals(endpoint)))
            .isPresent();
    if (!isThere) {
      return unknown(request);
    }
    List<Endpoints.Probed> results = results(service(request), endpoint);
    return results.isEmpty()
        ? Problem.of(409, "not-probed", "There is no probe", "The service has no probe").reply()
        : Reply.json(200, Map.of("results", results.stream().map(EndpointsApi::result).toList()));
  }

  private List<Endpoints.Probed> results(String service, Endpoint endpoint) throws IOException {
    try {
      return registry.endpoints().probe(service, endpoint);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static Map<String, Object> result(Endpoints.Probed probed) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("address", probed.endpoint().authority());
    switch (probed.result()) {
      case ProbeResult.Healthy(long latencyNanos) -> {
        document.put("healthy", true);
        document.put("latencyMillis", latencyNanos / NANOS_PER_MILLI);
      }
      case ProbeResult.Unhealthy(String reason) -> {
        document.put("healthy", false);
        document.put("reason", reason);
      }
    }
    document.put("durationMillis", probed.nanos() / NANOS_PER_MILLI);
    return document;
  }
}
