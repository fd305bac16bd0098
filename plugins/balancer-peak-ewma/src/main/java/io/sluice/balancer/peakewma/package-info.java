/**
 * A balancer that sends each request to the endpoint that should answer it soonest.
 *
 * <p>Uses the contract alone; found and called by the gateway through the module's provider.
 */
@NullMarked
package io.sluice.balancer.peakewma;

import org.jspecify.annotations.NullMarked;
