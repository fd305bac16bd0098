package io.example.stamp;

import com.fasterxml.jackson.core.json.PackageVersion;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;

/** Makes filters that write the version of their own library on each answer. */
public final class StampProvider implements FilterProvider {
  @Override
  public String name() {
    return "stamp";
  }

  @Override
  public Filter create(Settings settings, PluginContext context) {
    String field = settings.string("field", "X-Stamp");
    return (request, chain) -> {
      Response response = chain.proceed(request);
      return response.withHeaders(
          response.headers().with(field, PackageVersion.VERSION.toString()));
    };
  }
}
