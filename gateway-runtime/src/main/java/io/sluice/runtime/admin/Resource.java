package io.sluice.runtime.admin;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Something that the administration shows or changes.
 *
 * @param isOpen whether it may be asked by anybody
 * @param methods what is done for which method; HEAD is done as GET
 */
record Resource(boolean isOpen, Map<String, Function<AdminRequest, Reply>> methods) {

  /** Copies the map. */
  Resource {
    methods = Map.copyOf(methods);
  }

  /** A resource that can only be looked at. */
  static Resource readOnly(boolean isOpen, Function<AdminRequest, Reply> get) {
    return new Resource(isOpen, Map.of("GET", get));
  }

  /** Answers a request. */
  Reply answer(AdminRequest request) {
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    Function<AdminRequest, Reply> handler =
        methods.getOrDefault(method, _ -> methodNotAllowed(request.method()));
    return handler.apply(request);
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
