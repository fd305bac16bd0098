/**
 * A limiter that gives each client a bucket of tokens.
 *
 * <p>Uses the contract alone; found and called by the gateway through the module's provider.
 */
@NullMarked
package io.sluice.limiter.tokenbucket;

import org.jspecify.annotations.NullMarked;
