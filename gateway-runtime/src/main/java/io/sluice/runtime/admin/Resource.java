package io.sluice.runtime.admin;

import io.sluice.runtime.access.Scope;
import java.io.IOException;
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
record Resource(boolean isOpen, Scope toChange, Map<String, Handler> methods) {

  /** What is done for one method. */
  @FunctionalInterface
  interface Handler {
    /**
     * Answers a request.
     *
     * @throws IOException if its content does not arrive
     */
    Reply answer(AdminRequest request) throws IOException;
  }

  /** Copies the map. */
  Resource {
    methods = Map.copyOf(methods);
  }

  /** A resource that those may change who may write. */
  Resource(boolean isOpen, Map<String, Handler> methods) {
    this(isOpen, Scope.WRITE, methods);
  }

  /** What who asks must be allowed. */
  Scope needed(String method) {
    return method.equals("GET") || method.equals("HEAD") ? Scope.READ : toChange;
  }

  /** A resource that can only be looked at. */
  static Resource readOnly(boolean isOpen, Handler get) {
    return new Resource(isOpen, Map.of("GET", get));
  }

  /**
   * Answers a request.
   *
   * @throws IOException if its content does not arrive
   */
  Reply answer(AdminRequest request) throws IOException {
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    Handler handler = methods.getOrDefault(method, _ -> methodNotAllowed(request.method()));
    return handler.answer(request);
  }

  private Reply methodNotAllowed(String method) {
    Set<String> allowed = new TreeSet<>(methods.keySet());
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    return Problem.of(
            405, "method-not-allowed", "Method not allowed", method + " is not possible here")
        .reply()
        .with("Allow", String.join(", ", allowed));
  }
}
