/**
 * Where endpoints are found: the addresses of their names, held against what the gateway may dial,
 * at every connect.
 *
 * <p>Called by who dials, health and upstream; knows the policy of the exchange room.
 */
@NullMarked
package io.sluice.runtime.address;

import org.jspecify.annotations.NullMarked;
