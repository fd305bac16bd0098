package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.IpLiteral;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads endpoints from documents, and refuses what none can be, with a {@link SettingsException}
 * that says where and why. Safe for any thread.
 *
 * @param addresses which addresses may be dialled
 */
public record EndpointSpecReader(AddressPolicy addresses) {

  private static final String ONCE = "once";
  private static final String ALL = "all";

  /**
   * Reads a list of texts and objects.
   *
   * @param pointer where it stands in the document
   * @throws SettingsException for the first fault
   */
  public List<EndpointSpec> list(List<?> elements, String pointer) {
    return list(
        elements,
        pointer,
        fault -> {
          throw fault;
        });
  }

  /**
   * Reads what can be read of a list.
   *
   * @param faults is told what is wrong with the others
   */
  public List<EndpointSpec> list(
      List<?> elements, String pointer, Consumer<SettingsException> faults) {
    List<EndpointSpec> endpoints = new ArrayList<>();
    Set<Endpoint> seen = new HashSet<>();
    for (int i = 0; i < elements.size(); i++) {
      String place = pointer + "/" + i;
      try {
        EndpointSpec spec = one(elements.get(i), place);
        if (!seen.add(spec.endpoint())) {
          throw new SettingsException(place, "endpoint " + spec.endpoint() + " is named twice");
        }
        endpoints.add(spec);
      } catch (SettingsException e) {
        faults.accept(e);
      }
    }
    return endpoints;
  }

  /** Reads an address, or an object that has one. */
  public EndpointSpec one(Object element, String pointer) {
    return switch (element) {
      case String text -> EndpointSpec.of(endpoint(text, pointer));
      case Map<?, ?> map -> {
        Settings settings = settings(map, pointer);
        String address = settings.requiredString("address");
        yield spec(endpoint(address, settings.pointerTo("address")), settings);
      }
      default -> throw new SettingsException(pointer, "expected an address or an object");
    };
  }

  /** Reads an object that says how the endpoint at this address is; it may repeat the address. */
  public EndpointSpec at(String address, Map<?, ?> document) {
    Endpoint endpoint = endpoint(address, "");
    Settings settings = settings(document, "");
    String repeated = settings.string("address", address);
    if (!endpoint(repeated, settings.pointerTo("address")).equals(endpoint)) {
      throw settings.fault("address", "must be \"" + endpoint + "\", or be left out");
    }
    return spec(endpoint, settings);
  }

  private static EndpointSpec spec(Endpoint endpoint, Settings settings) {
    int weight = (int) settings.integer("weight", 1, 1, EndpointSpec.MOST_WEIGHT);
    boolean drain = settings.flag("drain", false);
    Duration ttl =
        settings.duration("ttl", Duration.ZERO, EndpointSpec.LEAST_TTL, EndpointSpec.MOST_TTL);
    Lookup lookup = lookup(endpoint, settings);
    settings.rejectUnknownKeys();
    return new EndpointSpec(endpoint, weight, drain, ttl, lookup);
  }

  private static Lookup lookup(Endpoint endpoint, Settings settings) {
    boolean all = settings.choice("resolve", ONCE, List.of(ONCE, ALL)).equals(ALL);
    if (!all) {
      if (settings.has("refresh")) {
        throw settings.fault("refresh", "has no meaning without resolve: all");
      }
      return Lookup.DEFAULT;
    }
    if (IpLiteral.parse(endpoint.host()).isPresent()) {
      throw settings.fault("resolve", endpoint + " is an address, not a host name");
    }
    return new Lookup.All(
        settings.duration("refresh", Lookup.All.USUAL, Lookup.All.LEAST, Lookup.All.MOST));
  }

  @SuppressWarnings("unchecked") // every map in a document has text keys
  private static Settings settings(Map<?, ?> document, String pointer) {
    return Settings.of((Map<String, ?>) document, pointer);
  }

  private Endpoint endpoint(String text, String place) {
    Endpoint endpoint;
    try {
      endpoint = Endpoint.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(place, String.valueOf(e.getMessage()));
    }
    addresses
        .refusal(endpoint)
        .ifPresent(reason -> {
          throw new SettingsException(place, endpoint + ": " + reason);
        });
    return endpoint;
  }
}
