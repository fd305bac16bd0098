package io.sluice.api;

import java.net.InetAddress;

/**
 * Who sent a request: the peer of its socket, or whom a trusted proxy named.
 *
 * @param address the address, without a port
 * @param key the address as one client's key: the whole IPv4 address; of an IPv6 address the first
 *     64 bits, since a subscriber usually owns them all (RFC 6177)
 */
public record Client(InetAddress address, String key) {}
