/**
 * A probe that asks an endpoint over HTTP whether it is well.
 *
 * <p>Uses the contract alone; found and called by the gateway through the module's provider.
 */
@NullMarked
package io.sluice.probe.http;

import org.jspecify.annotations.NullMarked;
