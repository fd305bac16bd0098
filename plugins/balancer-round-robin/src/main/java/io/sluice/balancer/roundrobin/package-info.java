/**
 * A balancer that takes the endpoints in turn.
 *
 * <p>Uses the contract alone; found and called by the gateway through the module's provider.
 */
@NullMarked
package io.sluice.balancer.roundrobin;

import org.jspecify.annotations.NullMarked;
