/**
 * Whether endpoints are well: asks them again and again and keeps the count of their answers.
 *
 * <p>Knows the plugin contract and the registry, for which it implements {@link
 * io.sluice.runtime.registry.HealthCheck} and by which it is called.
 */
@NullMarked
package io.sluice.runtime.health;

import org.jspecify.annotations.NullMarked;
