/**
 * WebSocket tunnels (RFC 6455): the handshake's proof, the two flows of bytes once both sides have
 * agreed, the bounds on their number and time, and how they end. Knows sockets only as {@link
 * TunnelEnd}s: the client's is the listener's, the endpoint's the upstream room's. Called by the
 * pipeline, which admits, and by the listener, whose threads pump.
 */
@NullMarked
package io.sluice.runtime.tunnel;

import org.jspecify.annotations.NullMarked;
