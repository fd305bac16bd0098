/**
 * The commands that ask a running gateway, and what they print.
 *
 * <p>Knows the administration over HTTP only, through the client. The root package hangs these
 * commands below its own and calls them, one a process.
 */
@NullMarked
package io.sluice.runtime.cli;

import org.jspecify.annotations.NullMarked;
