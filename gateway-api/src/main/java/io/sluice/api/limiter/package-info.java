/** Plugins that admit or reject requests. */
@NullMarked
package io.sluice.api.limiter;

import org.jspecify.annotations.NullMarked;
