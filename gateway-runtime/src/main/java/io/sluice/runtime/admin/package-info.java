/**
 * The administration: what is registered, over REST; the plugins; the meters; life and readiness.
 *
 * <p>Knows the registry, the plugins and what health shows. Jackson is met in the classes named
 * after JSON; elsewhere a request is an {@link io.sluice.runtime.admin.AdminRequest} and its answer
 * a {@link io.sluice.runtime.admin.Reply}. The composition root puts {@link
 * io.sluice.runtime.admin.Administration} behind built-in routes of its listeners.
 */
@NullMarked
package io.sluice.runtime.admin;

import org.jspecify.annotations.NullMarked;
