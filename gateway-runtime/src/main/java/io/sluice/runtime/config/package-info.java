/**
 * The boot configuration: one YAML file and three environment variables become validated records,
 * or a fault that names file, line and place.
 *
 * <p>Knows the plugin contract's settings view and no other room. Called once, before anything is
 * started; what plugins and the registry read stays as it was written, as {@link
 * io.sluice.runtime.config.Section sections}.
 */
@NullMarked
package io.sluice.runtime.config;

import org.jspecify.annotations.NullMarked;
