/**
 * A balancer that sends each request to the less loaded of two endpoints drawn by chance.
 *
 * <p>Uses the contract alone; found and called by the gateway through the module's provider.
 */
@NullMarked
package io.sluice.balancer.twochoice;

import org.jspecify.annotations.NullMarked;
