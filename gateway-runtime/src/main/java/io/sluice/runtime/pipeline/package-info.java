/**
 * The stages of a request in their order: route, filters, limiter, balancer, endpoint; and the one
 * table that turns a failure into an answer. Called by the listeners; calls the upstream room.
 */
@NullMarked
package io.sluice.runtime.pipeline;

import org.jspecify.annotations.NullMarked;
