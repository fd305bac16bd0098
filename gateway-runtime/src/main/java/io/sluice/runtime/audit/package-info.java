/**
 * The trail of what somebody tried to change: one line each, also for what was refused.
 *
 * <p>The administration tells {@link io.sluice.runtime.audit.Audit}; the composition root opens
 * {@link io.sluice.runtime.audit.AuditLog}. Knows the meters only, and how the access log makes
 * lines out of what strangers sent.
 */
@NullMarked
package io.sluice.runtime.audit;

import org.jspecify.annotations.NullMarked;
