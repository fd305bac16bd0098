/**
 * The administration of a gateway as one of its users sees it: over HTTP, from another process.
 *
 * <p>Knows how documents are written in files, and nothing of the gateway itself. The command line
 * calls it, one command at a time, on one thread.
 */
@NullMarked
package io.sluice.runtime.client;

import org.jspecify.annotations.NullMarked;
