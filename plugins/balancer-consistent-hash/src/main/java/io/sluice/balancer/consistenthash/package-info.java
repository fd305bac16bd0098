/**
 * A balancer that sends requests of the same key to the same endpoint.
 *
 * <p>Uses the contract alone; found and called by the gateway through the module's provider.
 */
@NullMarked
package io.sluice.balancer.consistenthash;

import org.jspecify.annotations.NullMarked;
