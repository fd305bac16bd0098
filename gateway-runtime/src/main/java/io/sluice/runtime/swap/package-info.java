/**
 * Plugins that come, change and go while the gateway runs: what changed in the plugin folder is
 * brought to the registry, jar by jar, each whole or not at all.
 *
 * <p>Knows the folder and its layers, the plugins, and the registry, whose writer makes every
 * change take effect. Called by the administration, by its own watch over the folder, and by the
 * composition root, for which the start is the first such change.
 */
@NullMarked
package io.sluice.runtime.swap;

import org.jspecify.annotations.NullMarked;
