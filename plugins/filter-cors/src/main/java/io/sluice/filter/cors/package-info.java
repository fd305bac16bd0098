/**
 * A filter that lets pages of other origins use a service.
 *
 * <p>Uses the contract alone; found and called by the gateway through the module's provider.
 */
@NullMarked
package io.sluice.filter.cors;

import org.jspecify.annotations.NullMarked;
