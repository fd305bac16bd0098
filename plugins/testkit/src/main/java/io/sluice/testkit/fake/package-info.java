/**
 * Stand-ins for what the gateway gives a plugin: time, chance, meters, candidates, endpoints,
 * requests.
 *
 * <p>Deterministic as far as possible; used by the laws and by plugins' own tests.
 */
@NullMarked
package io.sluice.testkit.fake;

import org.jspecify.annotations.NullMarked;
