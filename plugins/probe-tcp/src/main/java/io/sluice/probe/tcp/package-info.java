/**
 * A probe that asks whether an endpoint accepts connections.
 *
 * <p>Uses the contract alone; found and called by the gateway through the module's provider.
 */
@NullMarked
package io.sluice.probe.tcp;

import org.jspecify.annotations.NullMarked;
