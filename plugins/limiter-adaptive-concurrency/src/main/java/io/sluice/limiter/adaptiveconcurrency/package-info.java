/**
 * A limiter that finds out how many requests may run at a time.
 *
 * <p>Uses the contract alone; found and called by the gateway through the module's provider.
 */
@NullMarked
package io.sluice.limiter.adaptiveconcurrency;

import org.jspecify.annotations.NullMarked;
