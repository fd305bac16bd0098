package io.sluice.runtime.config;

/**
 * How much of a request is taken before it is refused.
 *
 * @param lineBytes the request line
 * @param headBytes the whole head
 * @param fields the field lines
 * @param connections how many connections may be open at a time
 * @param connectionsPerPeer how many of them one peer may have
 * @param requestsPerConnection how many requests one of them may serve
 * @param tunnels how many of them may be WebSockets
 */
public record RequestLimits(
    int lineBytes,
    int headBytes,
    int fields,
    int connections,
    int connectionsPerPeer,
    int requestsPerConnection,
    int tunnels) {}
