/**
 * Where a request leads: the canonical form of its path, the routes of services as documents say
 * them, what they ask of requests, and the table that maps a request to a route. Pure; the table is
 * part of a snapshot. The registry reads routes and makes tables, the pipeline looks up.
 */
@NullMarked
package io.sluice.runtime.route;

import org.jspecify.annotations.NullMarked;
