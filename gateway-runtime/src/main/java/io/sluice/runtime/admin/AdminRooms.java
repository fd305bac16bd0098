package io.sluice.runtime.admin;

import io.sluice.runtime.audit.Audit;
import io.sluice.runtime.events.EventLog;
import io.sluice.runtime.metrics.GatewayMeters;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.registry.ServiceSpecReader;
import io.sluice.runtime.swap.PluginSwap;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * What the administration shows and changes.
 *
 * @param registry what is registered
 * @param reader reads registrations
 * @param swap the plugins of the plugin folder
 * @param unreclaimedLayers how many layers of plugins nobody needs and are still in memory
 * @param events what happens
 * @param meters what is measured
 * @param audit where it is told who tried to change something
 * @param ready whether the gateway takes requests
 * @param status what runs, and since when
 */
public record AdminRooms(
    Registry registry,
    ServiceSpecReader reader,
    PluginSwap swap,
    IntSupplier unreclaimedLayers,
    EventLog events,
    GatewayMeters meters,
    Audit audit,
    BooleanSupplier ready,
    GatewayStatus status) {}
