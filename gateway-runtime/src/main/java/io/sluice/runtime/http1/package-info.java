/**
 * A strict HTTP/1.1 codec for both sides (RFC 9112): bytes in, heads and slices of content out, and
 * the way back.
 *
 * <p>It opens no socket, starts no thread and keeps no time; whoever calls it owns the buffers and
 * the deadlines. May use the contract and the exchange room. The listener calls it for requests,
 * the upstream room for responses. Whatever it cannot read in exactly one way is an {@link
 * io.sluice.runtime.http1.Http1Exception}; nothing after such a fault may be read as a message.
 */
@NullMarked
package io.sluice.runtime.http1;

import org.jspecify.annotations.NullMarked;
