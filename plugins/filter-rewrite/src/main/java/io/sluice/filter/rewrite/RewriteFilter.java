package io.sluice.filter.rewrite;

import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterChain;
import java.util.Optional;

/**
 * Passes every request on with the path that the first matching rule makes of its own, or with its
 * own. Immutable; any number of threads pass at once.
 */
final class RewriteFilter implements Filter {

  private final RewriteSettings settings;

  RewriteFilter(RewriteSettings settings) {
    this.settings = settings;
  }

  @Override
  public Response filter(Request request, FilterChain chain) {
    String path = request.head().path();
    for (RewriteRule rule : settings.rules()) {
      Optional<String> rewritten = rule.apply(path);
      if (rewritten.isPresent()) {
        return chain.proceed(request.withHead(request.head().withPath(rewritten.get())));
      }
    }
    return chain.proceed(request);
  }
}
