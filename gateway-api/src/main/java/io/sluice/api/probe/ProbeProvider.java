package io.sluice.api.probe;

import io.sluice.api.plugin.PluginProvider;

/** Finds and makes {@link Probe}s. */
public interface ProbeProvider extends PluginProvider<Probe> {}
