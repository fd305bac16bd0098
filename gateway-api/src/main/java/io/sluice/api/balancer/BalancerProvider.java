package io.sluice.api.balancer;

import io.sluice.api.plugin.PluginProvider;

/** Finds and makes {@link Balancer}s. */
public interface BalancerProvider extends PluginProvider<Balancer> {}
