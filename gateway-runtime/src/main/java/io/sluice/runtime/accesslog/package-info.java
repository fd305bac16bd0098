/**
 * One line for each request that has ended, written to a file or to the standard output by a thread
 * of its own.
 *
 * <p>Listeners and exchanges know {@link io.sluice.runtime.accesslog.AccessLog} and its entries;
 * the composition root starts {@link io.sluice.runtime.accesslog.AccessLogWriter}. Knows the
 * configuration and the meters.
 */
@NullMarked
package io.sluice.runtime.accesslog;

import org.jspecify.annotations.NullMarked;
