/**
 * The meters and their exposition. Everybody records through a narrow interface ({@link
 * io.sluice.runtime.metrics.ServiceMeters}, {@link io.sluice.runtime.metrics.HealthMeters}, ...);
 * nobody reads but who asks {@link io.sluice.runtime.metrics.GatewayMeters} for the exposition.
 * Micrometer is known here only.
 */
@NullMarked
package io.sluice.runtime.metrics;

import org.jspecify.annotations.NullMarked;
