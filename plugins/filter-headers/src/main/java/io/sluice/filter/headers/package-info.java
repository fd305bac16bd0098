/**
 * A filter that sets, adds and removes fields of requests and answers.
 *
 * <p>Uses the contract alone; found and called by the gateway through the module's provider.
 */
@NullMarked
package io.sluice.filter.headers;

import org.jspecify.annotations.NullMarked;
