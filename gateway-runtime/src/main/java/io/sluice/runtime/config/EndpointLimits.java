package io.sluice.runtime.config;

/**
 * How many connections there are to one endpoint.
 *
 * @param connections how many may be open at a time
 * @param idle how many of them may wait for their next request
 * @param waiting how many requests may wait for one of them
 */
public record EndpointLimits(int connections, int idle, int waiting) {}
