/** Plugins that choose the endpoint for a request. */
@NullMarked
package io.sluice.api.balancer;

import org.jspecify.annotations.NullMarked;
