/**
 * A balancer that sends each request to the least loaded endpoint.
 *
 * <p>Uses the contract alone; found and called by the gateway through the module's provider.
 */
@NullMarked
package io.sluice.balancer.leastconnections;

import org.jspecify.annotations.NullMarked;
