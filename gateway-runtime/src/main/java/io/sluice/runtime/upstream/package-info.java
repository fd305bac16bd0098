/**
 * Connections to endpoints and what goes over them: the pool, the request as it is forwarded, the
 * answer as it comes back, header hygiene. Called by the pipeline.
 */
@NullMarked
package io.sluice.runtime.upstream;

import org.jspecify.annotations.NullMarked;
