/**
 * A filter that lets those pass who show a known key.
 *
 * <p>Uses the contract alone; found and called by the gateway through the module's provider.
 */
@NullMarked
package io.sluice.filter.apikey;

import org.jspecify.annotations.NullMarked;
