package io.sluice.runtime.admin;

import java.net.InetSocketAddress;

/**
 * How the administration listens.
 *
 * @param address where; a loopback address, since what reads the bytes is not made for strangers:
 *     they come through the traffic listener
 * @param access who may use it
 * @param lenientContentType whether a JSON body may come under another content type
 */
public record AdminSettings(InetSocketAddress address, Access access, boolean lenientContentType) {}
