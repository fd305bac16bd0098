/**
 * Endpoints to try the gateway with, and the two programs that do: one for people, one that plays
 * by itself. Knows the gateway only as everybody does: over HTTP.
 */
@NullMarked
package io.sluice.runtime.demo;

import org.jspecify.annotations.NullMarked;
