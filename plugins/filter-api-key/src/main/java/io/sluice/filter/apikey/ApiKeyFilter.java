package io.sluice.filter.apikey;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.api.Request;
import io.sluice.api.RequestHead;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterChain;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.PluginMetrics.Counter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Passes on the requests that show exactly one key, if it is known, without the key and with its
 * owner's name; answers all others 401.
 *
 * <p>The field with the owner's name is taken out of what clients send, in every spelling that an
 * endpoint might take for it. Keys are neither logged nor kept. Immutable; any number of threads
 * pass at once.
 */
final class ApiKeyFilter implements Filter {

  private final ApiKeySettings settings;
  private final String challenge;
  private final Counter refused;

  ApiKeyFilter(ApiKeySettings settings, PluginContext context) {
    this.settings = settings;
    this.challenge =
        "ApiKey realm=\"" + context.service().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    this.refused =
        context.metrics().counter("refused_requests", "Requests that did not show a known key");
  }

  @Override
  public Response filter(Request request, FilterChain chain) {
    RequestHead head = request.head();
    ApiKeyQuery query =
        settings
            .query()
            .map(parameter -> ApiKeyQuery.of(head.query(), parameter))
            .orElseGet(() -> new ApiKeyQuery(List.of(), head.query()));
    List<String> shown = new ArrayList<>(query.values());
    settings.header().ifPresent(name -> shown.addAll(head.headers().all(name)));
    Optional<String> owner =
        shown.size() == 1 ? settings.keys().owner(shown.getFirst()) : Optional.empty();
    if (owner.isEmpty()) {
      refused.add(1);
      request.body().close();
      return refusal(shown.size());
    }
    Headers fields = withoutKeyAndName(head.headers()).with(settings.identity(), owner.get());
    return chain.proceed(
        request.withHead(
            new RequestHead(
                head.method(),
                head.scheme(),
                head.authority(),
                head.path(),
                query.rest(),
                fields)));
  }

  private Headers withoutKeyAndName(Headers fields) {
    Headers rest = fields;
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.name(i);
      if (isSameField(name, settings.identity())
          || settings.header().filter(name::equalsIgnoreCase).isPresent()) {
        rest = rest.without(name);
      }
    }
    return rest;
  }

  /** Whether an endpoint that takes underscores for hyphens may take the one for the other. */
  private static boolean isSameField(String one, String other) {
    return one.replace('_', '-').equalsIgnoreCase(other.replace('_', '-'));
  }

  private Response refusal(int shown) {
    String detail =
        switch (shown) {
          case 0 -> "the request shows no key";
          case 1 -> "the key is not known";
          default -> "the request shows more than one key";
        };
    String document =
        """
        {"type":"urn:sluice:problem:api-key","title":"No valid API key","status":401,\
        "code":"api-key","detail":"%s"}
        """
            .formatted(detail);
    return new Response(
        401,
        Headers.of(
            "WWW-Authenticate", challenge,
            "Content-Type", "application/problem+json",
            "Cache-Control", "no-store"),
        Body.of(document.getBytes(StandardCharsets.UTF_8)));
  }
}
