package io.sluice.runtime.plugin;

import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.limiter.LimiterProvider;
import io.sluice.api.plugin.PluginProvider;
import io.sluice.api.probe.ProbeProvider;
import java.util.Locale;

/** What a plugin can be. */
public enum PluginKind {
  /** Chooses the endpoint for a request. */
  BALANCER(BalancerProvider.class),
  /** Admits or rejects requests. */
  LIMITER(LimiterProvider.class),
  /** Asks endpoints whether they are well. */
  PROBE(ProbeProvider.class),
  /** Is passed by requests on their way in and out. */
  FILTER(FilterProvider.class);

  private final Class<? extends PluginProvider<?>> provider;

  PluginKind(Class<? extends PluginProvider<?>> provider) {
    this.provider = provider;
  }

  /** The service type by which the module system finds its providers. */
  public Class<? extends PluginProvider<?>> provider() {
    return provider;
  }

  /** The word for it in documents and labels, such as {@code balancer}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
