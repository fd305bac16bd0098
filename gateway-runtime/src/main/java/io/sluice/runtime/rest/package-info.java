/**
 * What a request to a REST interface says besides its content: the path as a template with
 * variables, the query's parameters, the entity tags of its conditions, the cursor of a page.
 *
 * <p>Values and pure functions; knows nothing of the gateway. Called by the administration.
 */
@NullMarked
package io.sluice.runtime.rest;

import org.jspecify.annotations.NullMarked;
