package io.sluice.api.filter;

import io.sluice.api.plugin.PluginProvider;

/** Finds and makes {@link Filter}s. */
public interface FilterProvider extends PluginProvider<Filter> {}
