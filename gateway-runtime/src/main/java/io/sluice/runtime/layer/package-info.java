/**
 * From a jar or folder to plugins: the plugin folder, what must hold of the modules in it, a module
 * layer and a class loader for each, and what becomes of these when nobody needs them any more.
 *
 * <p>Knows the plugins as the plugin room describes them. Called by the swap, which decides what is
 * loaded and let go of, and by the composition root.
 */
@NullMarked
package io.sluice.runtime.layer;

import org.jspecify.annotations.NullMarked;
