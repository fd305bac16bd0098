package io.sluice.runtime.admin;

import io.sluice.runtime.access.Caller;
import io.sluice.runtime.access.Scope;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers requests to the administration: finds the resource, checks who asks, lets the resource
 * answer. Safe for any thread.
 */
final class AdminApi {

  private static final System.Logger LOG = System.getLogger(AdminApi.class.getName());
  private static final String VERSIONED = "/api/v1";
  private static final String SERVICES = "/services";

  private final Access access;
  private final boolean lenientContentType;
  private final Function<String, Optional<Resource>> resources;

  private AdminApi(
      Access access, boolean lenientContentType, Function<String, Optional<Resource>> resources) {
    this.access = access;
    this.lenientContentType = lenientContentType;
    this.resources = resources;
  }

  /** Everything. */
  static AdminApi full(Access access, boolean lenientContentType, AdminRooms rooms) {
    ServicesApi services =
        new ServicesApi(rooms.registry(), rooms.reader(), new JsonBody(lenientContentType));
    PluginApi plugins = new PluginApi(rooms.registry(), new JsonBody(lenientContentType));
    Map<String, Resource> status = StatusApi.resources(rooms);
    Map<String, Resource> versioned =
        Map.of(
            SERVICES,
            services.all(),
            "/plugins",
            PluginsApi.all(rooms),
            "/plugins/reload",
            PluginsApi.reload(rooms));
    return new AdminApi(
        access,
        lenientContentType,
        path -> {
          String rest =
              path.startsWith(VERSIONED + "/") ? path.substring(VERSIONED.length()) : path;
          Optional<Resource> plain =
              Optional.ofNullable(versioned.get(rest))
                  .or(() -> Optional.ofNullable(status.get(path)));
          return plain.or(() -> service(services, rest)).or(() -> plugins.at(rest));
        });
  }

  /** The meters, life and readiness only. */
  static AdminApi metersOnly(Access access, AdminRooms rooms) {
    Map<String, Resource> status = StatusApi.resources(rooms);
    return new AdminApi(access, false, path -> Optional.ofNullable(status.get(path)));
  }

  private static Optional<Resource> service(ServicesApi services, String path) {
    String prefix = SERVICES + "/";
    boolean isOne = path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0;
    String name = isOne ? path.substring(prefix.length()) : "";
    return name.isEmpty() ? Optional.empty() : Optional.of(services.one(name));
  }

  /** Answers somebody of whom it is known who they are. */
  private Reply answer(Resource resource, AdminRequest request) throws IOException {
    Scope needed = resource.needed(request.method());
    if (!request.caller().scope().includes(needed)) {
      return Access.insufficient(needed);
    }
    Optional<Problem> wrongType =
        lenientContentType ? Optional.empty() : CrossSite.wrongType(request);
    return wrongType.isPresent() ? wrongType.get().reply() : resource.answer(request);
  }

  /**
   * Answers a request, whatever happens in here.
   *
   * @param certificate the name that the connection's certificate gives the client, empty if there
   *     is none
   * @throws IOException if its content does not arrive
   */
  Reply answer(AdminRequest request, String certificate) throws IOException {
    try {
      Optional<Resource> resource = resources.apply(request.path());
      if (resource.filter(Resource::isOpen).isPresent()) {
        return resource.get().answer(request);
      }
      return switch (access.admit(request, certificate)) {
        case Access.Admission.Refused(Reply reply) -> reply;
        case Access.Admission.Known(Caller caller) when resource.isPresent() ->
            answer(resource.get(), request.by(caller));
        case Access.Admission.Known _ ->
            Problem.notFound("There is nothing at " + request.path()).reply();
      };
    } catch (ProblemException e) {
      return e.problem().reply();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a request to the administration failed", e);
      return Problem.of(500, "internal", "The gateway failed", "See the log").reply();
    }
  }
}
