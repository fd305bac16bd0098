package io.sluice.runtime.exchange;

import io.sluice.api.Client;

/**
 * Where a request came from, as far as that can be believed, and what the endpoint is told about
 * it.
 *
 * @param client who sent it
 * @param forwardedFor the value of {@code X-Forwarded-For}: the believed addresses, the peer last
 * @param forwardedProto the value of {@code X-Forwarded-Proto}
 * @param forwardedHost the value of {@code X-Forwarded-Host}
 */
public record Origin(
    Client client, String forwardedFor, String forwardedProto, String forwardedHost) {}
