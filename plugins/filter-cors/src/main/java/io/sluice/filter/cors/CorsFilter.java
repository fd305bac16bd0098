package io.sluice.filter.cors;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.api.Request;
import io.sluice.api.RequestHead;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterChain;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Answers the CORS protocol of the Fetch standard (section 3.3) for a service: preflights by
 * itself, and every other answer with the fields that let a page read it.
 *
 * <p>It is the only one to decide: what endpoints say of it is taken out. Whoever asks without
 * being allowed to still gets an answer, which the browser keeps from the page; CORS protects
 * users, not services. Immutable; any number of threads pass at once.
 */
final class CorsFilter implements Filter {

  private static final String ORIGIN = "Origin";
  private static final String WISHED_METHOD = "Access-Control-Request-Method";
  private static final String WISHED_HEADERS = "Access-Control-Request-Headers";

  /** What is answered in these is the filter's business. */
  private static final List<String> DECIDED =
      List.of(
          "Access-Control-Allow-Origin",
          "Access-Control-Allow-Credentials",
          "Access-Control-Allow-Methods",
          "Access-Control-Allow-Headers",
          "Access-Control-Expose-Headers",
          "Access-Control-Max-Age");

  private final CorsSettings settings;

  CorsFilter(CorsSettings settings) {
    this.settings = settings;
  }

  @Override
  public Response filter(Request request, FilterChain chain) {
    RequestHead head = request.head();
    if (head.method().equals("OPTIONS")
        && head.headers().contains(ORIGIN)
        && head.headers().contains(WISHED_METHOD)) {
      request.body().close();
      return preflight(head.headers());
    }
    Response response = chain.proceed(request);
    Headers fields = response.headers();
    for (String name : DECIDED) {
      fields = fields.without(name);
    }
    return response.withHeaders(readable(fields, head.headers().all(ORIGIN)));
  }

  /** The fields of an answer to a request that is none of the protocol itself. */
  private Headers readable(Headers fields, List<String> origins) {
    Headers readable = answersDifferByOrigin() ? varying(fields, ORIGIN) : fields;
    if (origins.size() != 1 || !settings.origins().contains(origins.getFirst())) {
      return readable;
    }
    readable = allowing(readable, origins.getFirst());
    return settings.exposed().isEmpty()
        ? readable
        : readable.with("Access-Control-Expose-Headers", String.join(", ", settings.exposed()));
  }

  private Response preflight(Headers wishes) {
    Headers vary = Headers.of("Vary", String.join(", ", ORIGIN, WISHED_METHOD, WISHED_HEADERS));
    List<String> origins = wishes.all(ORIGIN);
    List<String> methods = wishes.all(WISHED_METHOD);
    List<String> names = names(wishes.all(WISHED_HEADERS));
    Optional<String> denied =
        names.stream().filter(name -> !settings.allowsHeader(name)).findFirst();
    if (origins.size() != 1 || !settings.origins().contains(origins.getFirst())) {
      return refusal("the origin is not allowed", vary);
    }
    if (methods.size() != 1 || !settings.allowsMethod(methods.getFirst())) {
      return refusal("the method is not allowed", vary);
    }
    if (denied.isPresent()) {
      return refusal("a field that is to be sent is not allowed", vary);
    }
    Headers fields =
        allowing(vary, origins.getFirst())
            .with("Access-Control-Allow-Methods", methods.getFirst())
            .with("Access-Control-Max-Age", Long.toString(settings.maxAge().toSeconds()));
    return new Response(
        204,
        names.isEmpty()
            ? fields
            : fields.with("Access-Control-Allow-Headers", String.join(", ", names)),
        Body.empty());
  }

  private Headers allowing(Headers fields, String origin) {
    Headers allowing =
        fields.with("Access-Control-Allow-Origin", answersDifferByOrigin() ? origin : "*");
    return settings.credentials()
        ? allowing.with("Access-Control-Allow-Credentials", "true")
        : allowing;
  }

  private boolean answersDifferByOrigin() {
    return !settings.origins().any();
  }

  private static Headers varying(Headers fields, String name) {
    boolean varies =
        names(fields.all("Vary")).stream()
            .anyMatch(one -> one.equals("*") || one.equalsIgnoreCase(name));
    return varies ? fields : fields.with("Vary", name);
  }

  /** The members of a list (RFC 9110 section 5.6.1). */
  private static List<String> names(List<String> values) {
    return values.stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static Response refusal(String detail, Headers fields) {
    String document =
        """
        {"type":"urn:sluice:problem:cors-refused","title":"Not allowed from this origin",\
        "status":403,"code":"cors-refused","detail":"%s"}
        """
            .formatted(detail);
    return new Response(
        403,
        fields.with("Content-Type", "application/problem+json").with("Cache-Control", "no-store"),
        Body.of(document.getBytes(StandardCharsets.UTF_8)));
  }
}
