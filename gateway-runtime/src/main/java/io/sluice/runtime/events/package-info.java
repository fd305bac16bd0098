/**
 * What happens in the gateway, told in order to whoever listens: changes, the health of endpoints,
 * plugins that come, go and fail.
 *
 * <p>Knows no other room. Every room may tell something through {@link
 * io.sluice.runtime.events.Events}; the administration lets its users listen to the {@link
 * io.sluice.runtime.events.EventLog}.
 */
@NullMarked
package io.sluice.runtime.events;

import org.jspecify.annotations.NullMarked;
