package io.sluice.runtime.registry;

import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.ClientBounds;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.plugin.PluginSpec;
import io.sluice.runtime.route.RouteSpecReader;
import io.sluice.runtime.route.Routing;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads services from documents, JSON or YAML, and refuses all that no service can be, with a
 * {@link SettingsException} that says where and why. Safe for any thread.
 */
public final class ServiceSpecReader {

  private final Defaults defaults;
  private final Set<String> reserved;
  private final EndpointSpecReader endpoints;

  /**
   * @param defaults what a service has that says nothing about it
   * @param reserved names that no service may have
   * @param addresses which addresses may be dialled
   */
  public ServiceSpecReader(Defaults defaults, Set<String> reserved, AddressPolicy addresses) {
    this.defaults = defaults;
    this.reserved = Set.copyOf(reserved);
    this.endpoints = new EndpointSpecReader(addresses);
  }

  /** The same where everything is taken from clients. */
  public static Defaults readDefaults(Settings settings, String path, Timeouts timeouts) {
    return readDefaults(settings, path, timeouts, ClientBounds.NONE);
  }

  /**
   * Reads what services have by default.
   *
   * @param settings the keys {@code balancer}, {@code limiter}, {@code probe}, {@code filters}; the
   *     first must be there, without a limiter or a probe there is none
   * @param path the path, with {@link Defaults#NAME} in place of the service's name
   */
  public static Defaults readDefaults(
      Settings settings, String path, Timeouts timeouts, ClientBounds bounds) {
    if (!settings.has("balancer")) {
      throw settings.fault("balancer", "is missing");
    }
    Policies bare =
        new Policies(
            PluginSpec.of(""), LimiterSpec.UNLIMITED, ProbeSpec.OFF, List.of(), timeouts, bounds);
    Policies policies = PolicyReader.read(settings, bare);
    settings.rejectUnknownKeys();
    return new Defaults(path, policies);
  }

  /** The reader of single endpoints. */
  public EndpointSpecReader endpoints() {
    return endpoints;
  }

  /** What a service has that says nothing about it. */
  public Defaults defaults() {
    return defaults;
  }

  /**
   * Reads a whole service.
   *
   * @param name the name it is registered under; the document may repeat it
   */
  public ServiceSpec service(String name, Settings settings) {
    checkName(name, settings.pointerTo("name"));
    if (!settings.string("name", name).equals(name)) {
      throw settings.fault("name", "must be \"" + name + "\", or be left out");
    }
    Routing routing = RouteSpecReader.read(settings, defaults.path(name));
    if (!settings.has("endpoints") && !routing.redirectsOnly()) {
      throw settings.fault("endpoints", "is missing");
    }
    if (!(settings.value("endpoints").orElse(List.of()) instanceof List<?> list)) {
      throw settings.fault("endpoints", "expected a list");
    }
    ServiceSpec spec =
        new ServiceSpec(
            name,
            tags(settings),
            endpoints.list(list, settings.pointerTo("endpoints")),
            routing,
            PolicyReader.read(settings, defaults.policies()));
    settings.rejectUnknownKeys();
    return spec;
  }

  /**
   * Reads the endpoints of a service of that name.
   *
   * @param addresses texts, or objects that have an {@code address}
   * @param pointer where they stand in the document
   */
  public List<EndpointSpec> endpoints(String name, List<?> addresses, String pointer) {
    checkName(name, "");
    return endpoints.list(addresses, pointer);
  }

  private void checkName(String name, String pointer) {
    checked(pointer, name, SpecSyntax::checkName);
    if (reserved.contains(name)) {
      throw new SettingsException(pointer, "the name \"" + name + "\" is reserved");
    }
  }

  private static List<String> tags(Settings settings) {
    List<String> tags = settings.strings("tags", List.of());
    if (tags.size() > ServiceSpec.MOST_TAGS) {
      throw settings.fault("tags", "must be " + ServiceSpec.MOST_TAGS + " at the most");
    }
    checkEach(tags, settings.pointerTo("tags"), SpecSyntax::checkTag);
    return tags;
  }

  private static void checkEach(List<String> values, String pointer, Consumer<String> check) {
    for (int i = 0; i < values.size(); i++) {
      checked(pointer + "/" + i, values.get(i), check);
      if (values.indexOf(values.get(i)) < i) {
        throw new SettingsException(pointer + "/" + i, "is named twice");
      }
    }
  }

  private static void checked(String pointer, String value, Consumer<String> check) {
    try {
      check.accept(value);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(pointer, String.valueOf(e.getMessage()));
    }
  }
}
