/**
 * A limiter that lets a fixed number of requests run at a time.
 *
 * <p>Uses the contract alone; found and called by the gateway through the module's provider.
 */
@NullMarked
package io.sluice.limiter.concurrency;

import org.jspecify.annotations.NullMarked;
