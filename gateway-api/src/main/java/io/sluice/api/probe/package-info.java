/** Plugins that ask endpoints whether they are well. */
@NullMarked
package io.sluice.api.probe;

import org.jspecify.annotations.NullMarked;
