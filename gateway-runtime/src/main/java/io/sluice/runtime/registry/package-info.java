/**
 * Which services there are: their specifications, how these become services that serve, and the one
 * writer that publishes them, whole and numbered, as a {@link io.sluice.runtime.registry.Snapshot}.
 *
 * <p>Knows the plugins and the routes. Called by the administration and the boot configuration;
 * read by the pipeline.
 */
@NullMarked
package io.sluice.runtime.registry;

import org.jspecify.annotations.NullMarked;
