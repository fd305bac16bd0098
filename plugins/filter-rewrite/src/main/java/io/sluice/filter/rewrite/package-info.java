/**
 * A filter that changes the paths of requests.
 *
 * <p>Uses the contract alone; found and called by the gateway through the module's provider.
 */
@NullMarked
package io.sluice.filter.rewrite;

import org.jspecify.annotations.NullMarked;
