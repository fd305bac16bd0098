package io.sluice.runtime.admin;

import io.sluice.runtime.access.Scope;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that the administration shows or changes.
 *
 * @param isOpen whether it may be asked by anybody
 * @param toChange what who asks must be allowed for any method but GET; looking asks for {@link
 *     Scope#READ}
 * @param methods what is done for which method; HEAD is done as GET
 */
record Resource(boolean isOpen, Scope toChange, Map<String, Action> methods) {

  /** What answers a request. */
  @FunctionalInterface
  interface Handler {
    /**
     * Answers a request.
     *
     * @throws IOException if its content does not arrive
     */
    Reply answer(AdminRequest request) throws IOException;
  }

  /**
   * What is done for one method.
   *
   * @param parameters the parameters that its query may have
   * @param isStrict whether others are refused
   * @param handler what does it
   */
  record Action(Set<String> parameters, boolean isStrict, Handler handler) {

    /** Copies the set. */
    Action {
      parameters = Set.copyOf(parameters);
    }

    Reply answer(AdminRequest request) throws IOException {
      if (isStrict) {
        request.parameters().allowOnly(parameters);
      }
      return handler.answer(request);
    }
  }

  /** Copies the map. */
  Resource {
    methods = Map.copyOf(methods);
  }

  /** A resource that those may change who may write; nothing can be done with it yet. */
  static Resource guarded() {
    return new Resource(false, Scope.WRITE, Map.of());
  }

  /** A resource that administrators may change; nothing can be done with it yet. */
  static Resource forAdministrators() {
    return new Resource(false, Scope.ADMIN, Map.of());
  }

  /** What who asks must be allowed. */
  Scope needed(String method) {
    return method.equals("GET") || method.equals("HEAD") ? Scope.READ : toChange;
  }

  /** A resource that can only be looked at; its query has no parameters. */
  static Resource readOnly(Handler get) {
    return guarded().on("GET", get);
  }

  /** A resource for anybody, or for programs that may add parameters of their own. */
  static Resource lenient(boolean isOpen, Handler get) {
    return new Resource(isOpen, Scope.WRITE, Map.of("GET", new Action(Set.of(), false, get)));
  }

  /** The same resource with one more method, and the parameters that its query may have. */
  Resource on(String method, Handler handler, String... parameters) {
    Map<String, Action> more = new LinkedHashMap<>(methods);
    more.put(method, new Action(Set.of(parameters), true, handler));
    return new Resource(isOpen, toChange, more);
  }

  /**
   * Answers a request.
   *
   * @throws IOException if its content does not arrive
   */
  Reply answer(AdminRequest request) throws IOException {
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    Action action = methods.get(method);
    return action == null ? methodNotAllowed(request.method()) : action.answer(request);
  }

  /** The methods that are possible, HEAD too. */
  Set<String> allowed() {
    Set<String> allowed = new TreeSet<>(methods.keySet());
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    return allowed;
  }

  private Reply methodNotAllowed(String method) {
    return Problem.of(
            405, "method-not-allowed", "Method not allowed", method + " is not possible here")
        .reply()
        .with("Allow", String.join(", ", allowed()));
  }
}
