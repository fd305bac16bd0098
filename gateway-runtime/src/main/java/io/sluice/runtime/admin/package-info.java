/**
 * The administration: what is registered, over REST; the plugins; the meters; life and readiness.
 *
 * <p>Knows the registry, the plugins and what health shows. Helidon is met in {@link
 * io.sluice.runtime.admin.AdminServer} alone, Jackson in the two classes named after JSON; between
 * them a request is an {@link io.sluice.runtime.admin.AdminRequest} and its answer a {@link
 * io.sluice.runtime.admin.Reply}. Started by the composition root.
 */
@NullMarked
package io.sluice.runtime.admin;

import org.jspecify.annotations.NullMarked;
