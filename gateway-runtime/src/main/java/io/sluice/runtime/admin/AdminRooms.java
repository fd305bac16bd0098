package io.sluice.runtime.admin;

import io.sluice.runtime.metrics.GatewayMeters;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.registry.ServiceSpecReader;
import java.util.function.BooleanSupplier;

/**
 * What the administration shows and changes.
 *
 * @param registry what is registered
 * @param reader reads registrations
 * @param catalog the plugins there are
 * @param meters what is measured
 * @param ready whether the gateway takes requests
 */
public record AdminRooms(
    Registry registry,
    ServiceSpecReader reader,
    PluginCatalog catalog,
    GatewayMeters meters,
    BooleanSupplier ready) {}
