/**
 * What the gateway logs, on the standard error stream: one line an entry, whatever is in it.
 *
 * <p>Everybody logs through {@link java.lang.System.Logger}; the commands set this up once.
 */
@NullMarked
package io.sluice.runtime.logging;

import org.jspecify.annotations.NullMarked;
