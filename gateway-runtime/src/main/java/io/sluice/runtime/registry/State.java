package io.sluice.runtime.registry;

import io.sluice.runtime.history.Configuration;
import io.sluice.runtime.history.Stored;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.route.RouteKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/**
 * What is registered at one moment.
 *
 * @param factory makes instances of the plugins of the moment
 * @param revision the last change of what operators configured
 * @param services what is served
 * @param broken what is configured and can not be served; one of them may have the name of a
 *     service of the boot configuration
 * @param owners which service a route leads to
 */
record State(
    PluginFactory factory,
    long revision,
    HashPMap<String, Registered> services,
    HashPMap<String, Broken> broken,
    HashPMap<RouteKey, String> owners) {

  static State empty(PluginFactory factory, long revision) {
    return new State(
        factory, revision, HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());
  }

  State with(PluginFactory other) {
    return new State(other, revision, services, broken, owners);
  }

  Optional<Registered> service(String name) {
    return Optional.ofNullable(services.get(name));
  }

  boolean isReadOnly(String name) {
    return service(name).filter(Registered::readOnly).isPresent();
  }

  boolean isConfigured(String name) {
    return broken.containsKey(name) || (services.containsKey(name) && !isReadOnly(name));
  }

  /** The service as it is shown. */
  Optional<ServiceView> view(String name) {
    return service(name)
        .map(Registered::view)
        .or(() -> Optional.ofNullable(broken.get(name)).map(Broken::view));
  }

  /** What an operator has configured under a name. */
  Optional<Stored> stored(String name) {
    Broken fault = broken.get(name);
    if (fault != null) {
      return Optional.of(new Stored(fault.revision(), fault.document().toMap()));
    }
    return service(name)
        .filter(service -> !service.readOnly())
        .map(service -> new Stored(service.revision(), service.spec().toMap()));
  }

  /** The document of what an operator has configured under a name. */
  Optional<Map<String, Object>> document(String name) {
    return stored(name).map(Stored::document);
  }

  /** The names of all services. */
  Set<String> names() {
    Set<String> names = new HashSet<>(services.keySet());
    names.addAll(broken.keySet());
    return names;
  }

  /** What operators have configured. */
  Configuration configuration() {
    Map<String, Map<String, Object>> documents = new HashMap<>();
    configured().forEach((name, stored) -> documents.put(name, stored.document()));
    return new Configuration(revision, documents);
  }

  /** All that operators have configured, in a map of one's own. */
  Map<String, Stored> configured() {
    Map<String, Stored> all = new HashMap<>();
    names().forEach(name -> stored(name).ifPresent(stored -> all.put(name, stored)));
    return all;
  }
}
