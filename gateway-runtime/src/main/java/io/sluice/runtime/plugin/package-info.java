/**
 * Plugins: how they are found, in the image and in the plugin folder, in layers of their own; how
 * an instance is made from its settings; and the guards that stand between an instance and the
 * gateway, so that whatever a plugin does, a request or a change gets a sound answer.
 *
 * <p>Knows the plugin contract, and what guards decide by. Called by the registry, which makes and
 * closes instances, and by the administration, which shows what there is.
 */
@NullMarked
package io.sluice.runtime.plugin;

import org.jspecify.annotations.NullMarked;
