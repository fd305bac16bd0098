package io.sluice.runtime.registry;

import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.ClientBounds;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginSpec;
import io.sluice.runtime.route.RouteSpecReader;
import io.sluice.runtime.route.Routing;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

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
    Faults faults = new Faults();
    Policies policies = PolicyReader.read(settings, bare, faults);
    faults.addUnknownKeys(settings);
    faults.raise();
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
   * @throws SettingsException that stands for all faults but those of plugins' settings
   */
  public ServiceSpec service(String name, Settings settings) {
    return service(name, settings, _ -> List.of());
  }

  /**
   * The same; if there are faults, those that plugins' declarations show are told, too.
   *
   * @param catalog the plugins that services can name
   */
  public ServiceSpec service(String name, Settings settings, PluginCatalog catalog) {
    return service(
        name, settings, policies -> PluginFaults.of(policies, settings.pointer(), catalog));
  }

  private ServiceSpec service(
      String name, Settings settings, Function<Policies, List<SettingsException>> trial) {
    checkName(name, settings.pointerTo("name"));
    Faults faults = new Faults();
    faults.check(() -> refuseOtherName(name, settings));
    Routing routing = RouteSpecReader.read(settings, defaults.path(name), faults::add);
    List<EndpointSpec> list = endpoints(settings, routing, faults);
    List<String> tags = tags(settings, faults);
    Policies policies = PolicyReader.read(settings, defaults.policies(), faults);
    faults.addUnknownKeys(settings);
    if (!faults.isEmpty()) {
      trial.apply(policies).forEach(faults::add);
      faults.raise();
    }
    settings.rejectUnknownKeys();
    return new ServiceSpec(name, tags, list, routing, policies);
  }

  private static void refuseOtherName(String name, Settings settings) {
    if (!settings.string("name", name).equals(name)) {
      throw settings.fault("name", "must be \"" + name + "\", or be left out");
    }
  }

  private List<EndpointSpec> endpoints(Settings settings, Routing routing, Faults faults) {
    if (!settings.has("endpoints") && !routing.redirectsOnly()) {
      faults.add(settings.fault("endpoints", "is missing"));
    }
    if (settings.value("endpoints").orElse(List.of()) instanceof List<?> list) {
      return endpoints.list(list, settings.pointerTo("endpoints"), faults::add);
    }
    faults.add(settings.fault("endpoints", "expected a list"));
    return List.of();
  }

  /**
   * Reads the endpoints of a service of that name.
   *
   * @param addresses texts, or objects that have an {@code address}
   * @param pointer where they stand in the document
   */
  public List<EndpointSpec> endpoints(String name, List<?> addresses, String pointer) {
    checkName(name, "");
    Faults faults = new Faults();
    List<EndpointSpec> list = endpoints.list(addresses, pointer, faults::add);
    faults.raise();
    return list;
  }

  /** The name, if a service may have it. */
  public String checkedName(String name) {
    checkName(name, "");
    return name;
  }

  private void checkName(String name, String pointer) {
    checked(pointer, name, SpecSyntax::checkName);
    if (reserved.contains(name)) {
      throw new SettingsException(pointer, "the name \"" + name + "\" is reserved");
    }
  }

  private static List<String> tags(Settings settings, Faults faults) {
    List<String> tags = faults.read(List.of(), () -> settings.strings("tags", List.of()));
    if (tags.size() > ServiceSpec.MOST_TAGS) {
      faults.add(settings.fault("tags", "must be " + ServiceSpec.MOST_TAGS + " at the most"));
    }
    for (int i = 0; i < tags.size(); i++) {
      String place = settings.pointerTo("tags") + "/" + i;
      String tag = tags.get(i);
      faults.check(() -> checked(place, tag, SpecSyntax::checkTag));
      if (tags.indexOf(tag) < i) {
        faults.add(new SettingsException(place, "is named twice"));
      }
    }
    return tags;
  }

  private static void checked(String pointer, String value, Consumer<String> check) {
    try {
      check.accept(value);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(pointer, String.valueOf(e.getMessage()));
    }
  }
}
