package io.sluice.api.balancer;

import io.sluice.api.Client;
import io.sluice.api.Endpoint;
import io.sluice.api.RequestHead;
import java.util.Set;

/**
 * What a pick may depend on.
 *
 * @param head the request
 * @param client who sent it
 * @param excluded the endpoints that this request has already tried in vain; empty at the first
 *     attempt. They are to be avoided
 */
public record PickRequest(RequestHead head, Client client, Set<Endpoint> excluded) {}
