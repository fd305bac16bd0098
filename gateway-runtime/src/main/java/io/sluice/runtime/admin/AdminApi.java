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
  private final Function<String, Optional<Resource>> resources;

  private AdminApi(Access access, Function<String, Optional<Resource>> resources) {
    this.access = access;
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
    return new AdminApi(access, path -> Optional.ofNullable(status.get(path)));
  }

  private static Optional<Resource> service(ServicesApi services, String path) {
    String prefix = SERVICES + "/";
    boolean isOne = path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0;
    String name = isOne ? path.substring(prefix.length()) : "";
    return name.isEmpty() ? Optional.empty() : Optional.of(services.one(name));
  }

  /**
   * Answers a request, whatever happens in here.
   *
   * @throws IOException if its content does not arrive
   */
  Reply answer(AdminRequest request) throws IOException {
    try {
      Optional<Resource> resource = resources.apply(request.path());
      Optional<Problem> refusal =
          resource.filter(Resource::isOpen).isPresent()
              ? Optional.empty()
              : access.refusal(request);
      if (refusal.isPresent()) {
        return refusal.get().reply();
      }
      if (resource.isEmpty()) {
        return Problem.notFound("There is nothing at " + request.path()).reply();
      }
      Caller caller = access.caller();
      Scope needed = resource.get().needed(request.method());
      if (!resource.get().isOpen() && !caller.scope().includes(needed)) {
        return Access.insufficient(needed);
      }
      return resource.get().answer(request.by(caller));
    } catch (ProblemException e) {
      return e.problem().reply();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a request to the administration failed", e);
      return Problem.of(500, "internal", "The gateway failed", "See the log").reply();
    }
  }
}
