/**
 * What guards of plugins decide by: whether an instance may be called (its quarantine), and which
 * calls do not come back (the watchdog).
 *
 * <p>Knows no other room but the log's. Used by the guards, which stand beside what they guard, and
 * started with the gateway.
 */
@NullMarked
package io.sluice.runtime.guard;

import org.jspecify.annotations.NullMarked;
