package io.sluice.api.limiter;

import io.sluice.api.Client;
import io.sluice.api.RequestHead;

/**
 * What a limiter may decide by.
 *
 * @param head the request; its path is the canonical one that the client asked for, whatever is
 *     forwarded
 * @param client who sent it
 * @param service the name of the service
 * @param route the route that matched, as registered, such as {@code /books}; few distinct values
 */
public record LimitRequest(RequestHead head, Client client, String service, String route) {}
