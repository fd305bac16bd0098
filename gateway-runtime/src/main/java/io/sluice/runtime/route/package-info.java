/**
 * Where a request leads: the canonical form of its path, and the table that maps host and path to a
 * route. Pure; part of a snapshot.
 */
@NullMarked
package io.sluice.runtime.route;

import org.jspecify.annotations.NullMarked;
