package io.sluice.runtime.config;

/**
 * How many connections there are to one endpoint, and to all.
 *
 * @param connections how many may be open at a time
 * @param idle how many of them may wait for their next request
 * @param waiting how many requests may wait for one of them
 * @param total how many connections there may be to all endpoints together
 */
public record EndpointLimits(int connections, int idle, int waiting, int total) {}
