package io.sluice.runtime.listener;

import io.sluice.api.Ticker;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.metrics.ListenerMeters;
import io.sluice.runtime.metrics.ServiceMeters;
import io.sluice.runtime.pipeline.Pipeline;

/**
 * What all connections of a listener share.
 *
 * @param settings how they behave
 * @param pipeline answers their requests
 * @param open the connections there are
 * @param sweeper ends what is late
 * @param meters where connections and faults are counted
 * @param unrouted where requests are recorded that lead to no service
 * @param ids names requests that come without a name
 * @param ticker the time
 */
record Traffic(
    TrafficSettings settings,
    Pipeline pipeline,
    OpenConnections open,
    Sweeper sweeper,
    ListenerMeters meters,
    ServiceMeters unrouted,
    RequestIds ids,
    Ticker ticker) {}
