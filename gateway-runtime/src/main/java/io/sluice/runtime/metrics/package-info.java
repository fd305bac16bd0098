/**
 * The meters and their exposition. Everybody records through {@link
 * io.sluice.runtime.metrics.ServiceMeters}; nobody reads. Micrometer is known here only.
 */
@NullMarked
package io.sluice.runtime.metrics;

import org.jspecify.annotations.NullMarked;
