package io.sluice.runtime.config;

import java.nio.file.Path;

/**
 * Where plugins are dropped.
 *
 * @param directory the folder of their jars and folders; it may be missing
 * @param watch whether what changes in it is taken up without being asked
 */
public record PluginsConfig(Path directory, boolean watch) {}
