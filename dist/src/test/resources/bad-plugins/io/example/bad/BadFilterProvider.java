package io.example.bad;

import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterChain;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import java.util.concurrent.CountDownLatch;

/** Throws, never answers, answers twice, or leaks a body. */
public final class BadFilterProvider implements FilterProvider {

  @Override
  public String name() {
    return "bad-filter";
  }

  @Override
  public Filter create(Settings settings, PluginContext context) {
    String fault = settings.requiredString("fault");
    return (request, chain) -> answer(fault, request, chain);
  }

  private static Response answer(String fault, Request request, FilterChain chain)
      throws InterruptedException {
    switch (fault) {
      case "throws" -> throw new IllegalStateException("as it was told to");
      case "blocks" -> new CountDownLatch(1).await();
      case "answers-twice" -> {
        chain.proceed(request).body().close();
        return chain.proceed(request);
      }
      case "leaks" -> chain.proceed(request);
      default -> throw new IllegalArgumentException(fault);
    }
    return Response.of(204);
  }
}
