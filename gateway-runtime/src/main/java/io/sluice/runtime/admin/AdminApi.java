package io.sluice.runtime.admin;

import io.sluice.runtime.access.Caller;
import io.sluice.runtime.access.Scope;
import io.sluice.runtime.audit.Audit;
import io.sluice.runtime.rest.BadRequestException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Answers requests to the administration: finds the resource, checks who asks, lets the resource
 * answer. Safe for any thread.
 */
final class AdminApi {

  private static final System.Logger LOG = System.getLogger(AdminApi.class.getName());

  private final Access access;
  private final AuditTrail trail;
  private final boolean lenientContentType;
  private final ResourceTable resources;

  private AdminApi(
      Access access, AuditTrail trail, boolean lenientContentType, ResourceTable resources) {
    this.access = access;
    this.trail = trail;
    this.lenientContentType = lenientContentType;
    this.resources = resources;
  }

  /** Everything. */
  static AdminApi full(Access access, boolean lenientContentType, AdminRooms rooms) {
    return new AdminApi(
        access,
        new AuditTrail(rooms.audit(), InstantSource.system()),
        lenientContentType,
        table(rooms, new JsonBody(lenientContentType)));
  }

  /** The meters, life and readiness only. */
  static AdminApi metersOnly(Access access, AdminRooms rooms) {
    AuditTrail none = new AuditTrail(Audit.NONE, InstantSource.system());
    return new AdminApi(access, none, false, StatusApi.table(rooms));
  }

  /** What is where. */
  static ResourceTable table(AdminRooms rooms, JsonBody body) {
    ServicesApi services = new ServicesApi(rooms.registry(), rooms.reader(), body);
    ConfigApi configuration =
        new ConfigApi(
            rooms.registry(), rooms.reader(), body.upTo(Administration.MOST_CONFIGURATION_BYTES));
    EndpointsApi endpoints = new EndpointsApi(rooms.registry(), rooms.reader(), body);
    RevisionsApi revisions = new RevisionsApi(rooms.registry());
    PluginApi plugin = new PluginApi(rooms.registry(), body);
    return StatusApi.table(rooms)
        .withShort("/services", services.all())
        .withShort("/services/{name}", services.one())
        .and(endpoints.table())
        .withVersioned("/routes", services.routes())
        .withVersioned("/config", configuration.document())
        .withVersioned("/revisions", revisions.all())
        .withVersioned("/revisions/{revision}", revisions.one())
        .withVersioned("/revisions/{revision}/difference", revisions.difference())
        .withVersioned("/revisions/{revision}/rollback", revisions.rollback())
        .withVersioned("/status", rooms.status().resource(rooms))
        .withShort("/plugins", PluginsApi.all(rooms))
        .withVersioned("/plugins/reload", PluginsApi.reload(rooms))
        .withVersioned("/plugins/{kind}/{name}", plugin.one())
        .withVersioned("/plugins/{kind}/{name}/validate", plugin.validation())
        .withVersioned("/events", EventsApi.all(rooms.events()))
        .withVersioned("/openapi.json", OpenApiDocument.resource());
  }

  /** Answers somebody of whom it is known who they are. */
  private Reply answer(Optional<ResourceTable.Found> found, AdminRequest request)
      throws IOException {
    if (found.isEmpty()) {
      return Problem.notFound("There is nothing at " + request.path()).reply();
    }
    Resource resource = found.get().resource();
    Scope needed = resource.needed(request.method());
    if (!request.caller().scope().includes(needed)) {
      return Access.insufficient(needed);
    }
    Optional<Problem> wrongType =
        lenientContentType ? Optional.empty() : CrossSite.wrongType(request);
    return wrongType.isPresent()
        ? wrongType.get().reply()
        : resource.answer(request.with(found.get().variables()));
  }

  /**
   * Answers a request, whatever happens in here.
   *
   * @param certificate the name that the connection's certificate gives the client, empty if there
   *     is none
   * @throws IOException if its content does not arrive
   */
  Reply answer(AdminRequest request, String certificate) throws IOException {
    return guarded(() -> admitted(request, certificate));
  }

  /** How a request comes by its answer. */
  private interface Answering {
    Reply answer() throws IOException;
  }

  private static Reply guarded(Answering answering) throws IOException {
    try {
      return answering.answer();
    } catch (ProblemException e) {
      return e.problem().reply();
    } catch (BadRequestException e) {
      return badRequest(e).reply();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a request to the administration failed", e);
      return Problem.of(500, "internal", "The gateway failed", "See the log").reply();
    }
  }

  private Reply admitted(AdminRequest request, String certificate) throws IOException {
    Optional<ResourceTable.Found> found = resources.find(request.path());
    if (found.filter(one -> one.resource().isOpen()).isPresent()) {
      return found.get().resource().answer(request.with(found.get().variables()));
    }
    return switch (access.admit(request, certificate)) {
      case Access.Admission.Refused(Reply reply) -> trail.note(request, "", reply);
      case Access.Admission.Known(Caller caller) ->
          trail.note(request, caller.name(), guarded(() -> answer(found, request.by(caller))));
    };
  }

  private static Problem badRequest(BadRequestException fault) {
    return new Problem(
        400,
        "bad-request",
        "The request can not be understood",
        fault.part() + ": " + fault.problem(),
        Map.of("part", fault.part()));
  }
}
