package io.sluice.api.limiter;

import io.sluice.api.plugin.PluginProvider;

/** Finds and makes {@link Limiter}s. */
public interface LimiterProvider extends PluginProvider<Limiter> {}
