package io.sluice.runtime.registry;

import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.exchange.ClientBounds;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.exchange.TunnelTimes;
import io.sluice.runtime.plugin.FilterFailurePolicy;
import io.sluice.runtime.plugin.PluginSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the sections of a specification that name plugins. A section is the plugin's name, or an
 * object with the name, the gateway's own keys, and the plugin's settings; without a name it means
 * the plugin that holds by default.
 */
final class PolicyReader {

  private static final Duration LEAST = Duration.ofMillis(10);
  private static final Duration MOST = Duration.ofHours(24);

  private PolicyReader() {}

  /** Reads them all; what is at fault is noted, and the default stands in for it. */
  static Policies read(Settings settings, Policies defaults, Faults faults) {
    return new Policies(
        faults.read(defaults.balancer(), () -> balancer(settings, defaults.balancer())),
        faults.read(defaults.limiter(), () -> limiter(settings, defaults.limiter(), faults)),
        faults.read(defaults.probe(), () -> probe(settings, defaults.probe(), faults)),
        faults.read(defaults.filters(), () -> filters(settings, defaults.filters(), faults)),
        timeouts(settings, defaults.timeouts(), faults),
        bounds(settings, defaults.bounds(), faults));
  }

  private static PluginSpec balancer(Settings settings, PluginSpec otherwise) {
    return settings.has("balancer")
        ? plugin(section(settings, "balancer"), otherwise.name(), Set.of())
        : otherwise;
  }

  private static LimiterSpec limiter(Settings settings, LimiterSpec otherwise, Faults faults) {
    if (!settings.has("limiter")) {
      return otherwise;
    }
    Section section = section(settings, "limiter");
    return new LimiterSpec(
        plugin(section, otherwise.plugin().name(), Set.of("onFailure")),
        faults.read(
            otherwise.onFailure(),
            () -> section.view().choice("onFailure", otherwise.onFailure())));
  }

  private static ProbeSpec probe(Settings settings, ProbeSpec otherwise, Faults faults) {
    if (!settings.has("probe")) {
      return otherwise;
    }
    Section section = section(settings, "probe");
    PluginSpec plugin =
        plugin(section, otherwise.plugin().name(), Set.of("interval", "timeout", "fall", "rise"));
    return new ProbeSpec(plugin, schedule(section.view(), otherwise.schedule(), faults));
  }

  private static ProbeSchedule schedule(Settings view, ProbeSchedule otherwise, Faults faults) {
    Numbers numbers = new Numbers(view, faults);
    return new ProbeSchedule(
        numbers.duration(
            "interval",
            otherwise.interval(),
            ProbeSchedule.LEAST_INTERVAL,
            ProbeSchedule.MOST_INTERVAL),
        numbers.duration(
            "timeout",
            otherwise.timeout(),
            ProbeSchedule.LEAST_TIMEOUT,
            ProbeSchedule.MOST_TIMEOUT),
        (int) numbers.integer("fall", otherwise.fall(), 1, ProbeSchedule.MOST_COUNT),
        (int) numbers.integer("rise", otherwise.rise(), 1, ProbeSchedule.MOST_COUNT));
  }

  private static List<FilterSpec> filters(
      Settings settings, List<FilterSpec> otherwise, Faults faults) {
    if (!settings.has("filters")) {
      return otherwise;
    }
    if (!(settings.value("filters").orElse(List.of()) instanceof List<?> list)) {
      throw settings.fault("filters", "expected a list");
    }
    List<FilterSpec> filters = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String place = settings.pointerTo("filters") + "/" + i;
      Object element = list.get(i);
      faults.check(() -> filters.add(filter(place, element)));
    }
    return filters;
  }

  private static FilterSpec filter(String place, Object element) {
    Section section = section(place, element);
    if (section.name().isEmpty()) {
      throw new SettingsException(place + "/name", "is missing");
    }
    return new FilterSpec(
        plugin(section, "", Set.of("onFailure")),
        section.view().choice("onFailure", FilterFailurePolicy.FAIL));
  }

  private static Timeouts timeouts(Settings settings, Timeouts otherwise, Faults faults) {
    Settings view = faults.read(Settings.none(), () -> settings.section("timeouts"));
    Numbers numbers = new Numbers(view, faults);
    Timeouts timeouts =
        new Timeouts(
            numbers.duration("connect", otherwise.connect(), LEAST, MOST),
            numbers.duration("responseHead", otherwise.responseHead(), LEAST, MOST),
            numbers.duration("idle", otherwise.idle(), LEAST, MOST),
            numbers.duration("request", otherwise.request(), Duration.ZERO, MOST),
            new TunnelTimes(
                numbers.duration("tunnelIdle", otherwise.tunnel().idle(), LEAST, MOST),
                numbers.duration("tunnelLife", otherwise.tunnel().life(), LEAST, MOST)));
    faults.addUnknownKeys(view);
    return timeouts;
  }

  private static ClientBounds bounds(Settings settings, ClientBounds otherwise, Faults faults) {
    Settings view = faults.read(Settings.none(), () -> settings.section("limits"));
    Numbers numbers = new Numbers(view, faults);
    ClientBounds bounds =
        new ClientBounds(
            numbers.integer("bodyBytes", otherwise.bodyBytes(), 0, Long.MAX_VALUE),
            numbers.integer("uploadRate", otherwise.uploadRate(), 0, ClientBounds.MOST_RATE),
            numbers.integer("downloadRate", otherwise.downloadRate(), 0, ClientBounds.MOST_RATE));
    faults.addUnknownKeys(view);
    return bounds;
  }

  /** Reads numbers of a section one by one; the default stands in for one that is at fault. */
  private record Numbers(Settings view, Faults faults) {

    Duration duration(String key, Duration otherwise, Duration least, Duration most) {
      return faults.read(otherwise, () -> view.duration(key, otherwise, least, most));
    }

    long integer(String key, long otherwise, long least, long most) {
      return faults.read(otherwise, () -> view.integer(key, otherwise, least, most));
    }
  }

  /** One plugin's section: the name, empty if there is none, and all keys. */
  private record Section(String name, Map<String, Object> values, Settings view) {}

  private static Section section(Settings settings, String key) {
    return section(settings.pointerTo(key), settings.value(key).orElse(Map.of()));
  }

  private static Section section(String pointer, Object value) {
    Map<String, Object> values = new HashMap<>();
    switch (value) {
      case String name -> values.put("name", name);
      case Map<?, ?> map -> map.forEach((key, below) -> values.put((String) key, below));
      default ->
          throw new SettingsException(pointer, "expected a plugin's name, or an object with it");
    }
    Settings view = Settings.of(values, pointer);
    return new Section(view.string("name", ""), values, view);
  }

  private static PluginSpec plugin(Section section, String otherwise, Set<String> ownKeys) {
    Map<String, Object> settings = new HashMap<>(section.values());
    settings.remove("name");
    settings.keySet().removeAll(ownKeys);
    PluginSpec plugin =
        new PluginSpec(section.name().isEmpty() ? otherwise : section.name(), settings);
    if (plugin.name().equals(ProbeSpec.NONE)) {
      settings.keySet().stream()
          .sorted()
          .findFirst()
          .ifPresent(key -> {
            throw section.view().fault(key, "\"none\" has no settings");
          });
    }
    return plugin;
  }
}
