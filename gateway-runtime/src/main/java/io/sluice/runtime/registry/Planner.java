package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.history.Chronicle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Works out one change in a draft. Used once, by the writer.
 *
 * <p>Throws a {@link SettingsException} if the change is at fault.
 */
final class Planner {

  private final State now;
  private final Draft draft;
  private final ServiceSpecReader reader;
  private final Chronicle chronicle;

  /**
   * @param now what is registered
   * @param draft begins with that
   */
  Planner(State now, Draft draft, ServiceSpecReader reader, Chronicle chronicle) {
    this.now = now;
    this.draft = draft;
    this.reader = reader;
    this.chronicle = chronicle;
  }

  /** What the change comes to. */
  Plan plan(Change change) {
    return switch (change) {
      case Change.Put(ServiceSpec spec, String pointer) -> put(spec, pointer);
      case Change.ReplaceEndpoints replace -> replaceEndpoints(replace);
      case Change.PutEndpoint put -> putEndpoint(put);
      case Change.RemoveEndpoint(String name, Endpoint endpoint) -> removeEndpoint(name, endpoint);
      case Change.DrainEndpoint(String name, Endpoint endpoint, boolean drain) ->
          drainEndpoint(name, endpoint, drain);
      case Change.Expire expire -> expire(expire);
      case Change.Delete(String name) -> delete(name);
      case Change.Configure(Map<String, ServiceSpec> services) -> configure(services);
      case Change.RollBack(long revision) -> rollBack(revision);
      case Change.Boot(Map<ServiceSpec, String> services) -> boot(services);
      case Change.Adopt adopt -> {
        draft.adopt(adopt.catalog(), reader);
        yield new Plan.Possible("plugins adopted", false);
      }
    };
  }

  private Plan put(ServiceSpec spec, String pointer) {
    String name = spec.name();
    boolean created = now.view(name).isEmpty();
    return put(spec, pointer, "service " + name + (created ? " registered" : " changed"), created);
  }

  private Plan put(ServiceSpec spec, String pointer, String what, boolean created) {
    String name = spec.name();
    if (now.isReadOnly(name)) {
      return Plan.readOnly(name);
    }
    if (!isServed(spec)) {
      draft.put(spec, pointer);
    }
    return new Plan.Possible(what, created);
  }

  /** Whether it means what is served already. */
  private boolean isServed(ServiceSpec spec) {
    return now.service(spec.name()).map(Registered::spec).filter(spec::means).isPresent();
  }

  private Plan replaceEndpoints(Change.ReplaceEndpoints change) {
    String name = change.name();
    Broken broken = now.broken().get(name);
    if (broken != null) {
      Map<String, Object> document = new LinkedHashMap<>(broken.document().toMap());
      document.put("endpoints", change.endpoints().stream().map(EndpointSpec::toMap).toList());
      return put(read(name, document, ""), "");
    }
    return now.service(name)
        .map(old ->
            put(
                old.spec().withEndpoints(change.endpoints()),
                "",
                "endpoints of service " + name + " replaced",
                false))
        .orElseGet(() -> put(reader.defaults().service(name, change.endpoints()), ""));
  }

  private Plan putEndpoint(Change.PutEndpoint change) {
    String name = change.name();
    if (now.view(name).isEmpty()) {
      return change.create()
          ? put(reader.defaults().service(name, List.of(change.spec())), "")
          : Plan.unknown("service " + name);
    }
    ServiceSpec spec = spec(name);
    Endpoint endpoint = change.spec().endpoint();
    boolean created = EndpointLists.find(spec.endpoints(), endpoint).isEmpty();
    return put(
        spec.withEndpoints(EndpointLists.with(spec.endpoints(), change.spec())),
        "",
        what(name, endpoint, created ? "added" : "changed"),
        created);
  }

  private Plan removeEndpoint(String name, Endpoint endpoint) {
    return changeEndpoint(
        name, endpoint, "removed", all -> EndpointLists.without(all, Set.of(endpoint)));
  }

  private Plan drainEndpoint(String name, Endpoint endpoint, boolean drain) {
    return changeEndpoint(
        name,
        endpoint,
        drain ? "drained" : "drained no more",
        all -> EndpointLists.changed(all, endpoint, spec -> spec.draining(drain)));
  }

  /** Changes the endpoints of a service that has that one. */
  private Plan changeEndpoint(
      String name, Endpoint endpoint, String done, UnaryOperator<List<EndpointSpec>> change) {
    if (now.view(name).isEmpty()) {
      return Plan.unknown("service " + name);
    }
    ServiceSpec spec = spec(name);
    return EndpointLists.find(spec.endpoints(), endpoint).isEmpty()
        ? unknownEndpoint(name, endpoint)
        : put(
            spec.withEndpoints(change.apply(spec.endpoints())),
            "",
            what(name, endpoint, done),
            false);
  }

  private Plan expire(Change.Expire change) {
    Set<String> over = new TreeSet<>();
    change
        .endpoints()
        .forEach((name, due) -> {
          Set<Endpoint> gone = new HashSet<>(due);
          gone.removeIf(endpoint -> !change.lifetimes().isTaken(name, endpoint));
          gone.forEach(endpoint -> over.add(endpoint + " of service " + name));
          now.service(name)
              .filter(old -> !old.readOnly() && !gone.isEmpty())
              .map(Registered::spec)
              .ifPresent(spec ->
                  draft.put(spec.withEndpoints(EndpointLists.without(spec.endpoints(), gone)), ""));
        });
    String first = over.stream().findFirst().orElse("");
    return new Plan.Possible(
        over.size() == 1
            ? "endpoint " + first + " not renewed"
            : over.size() + " endpoints not renewed",
        false);
  }

  private static Plan unknownEndpoint(String service, Endpoint endpoint) {
    return Plan.unknown("endpoint " + endpoint + " of service " + service);
  }

  private static String what(String service, Endpoint endpoint, String done) {
    return "endpoint " + endpoint + " of service " + service + " " + done;
  }

  private Plan delete(String name) {
    if (now.isReadOnly(name)) {
      return Plan.readOnly(name);
    }
    if (now.view(name).isEmpty()) {
      return Plan.unknown("service " + name);
    }
    draft.delete(name);
    return new Plan.Possible("service " + name + " removed", false);
  }

  private Plan configure(Map<String, ServiceSpec> specs) {
    Map<String, Optional<ServiceSpec>> wanted = new HashMap<>();
    specs.forEach((name, spec) -> wanted.put(name, Optional.of(spec)));
    now.names().stream()
        .filter(now::isConfigured)
        .forEach(name -> wanted.putIfAbsent(name, Optional.empty()));
    return replace(wanted, "configuration replaced");
  }

  private Plan rollBack(long revision) {
    Optional<Map<String, Optional<Map<String, Object>>>> former =
        chronicle.undone(revision, now.revision());
    if (former.isEmpty()) {
      return Plan.unknown("revision " + revision);
    }
    Map<String, Optional<ServiceSpec>> wanted = new HashMap<>();
    former
        .get()
        .forEach((name, document) -> {
          if (!document.equals(now.document(name))) {
            wanted.put(name, document.map(map -> read(name, map, pointer(name))));
          }
        });
    return replace(wanted, "rolled back to revision " + revision);
  }

  /** Makes all of these what they are to be; those that are empty vanish. */
  private Plan replace(Map<String, Optional<ServiceSpec>> wanted, String what) {
    Map<String, ServiceSpec> changed = new TreeMap<>();
    Set<String> gone = new HashSet<>();
    for (Map.Entry<String, Optional<ServiceSpec>> each : wanted.entrySet()) {
      String name = each.getKey();
      if (each.getValue().isEmpty()) {
        gone.add(name);
      } else if (now.isReadOnly(name)) {
        return Plan.readOnly(name);
      } else if (!isServed(each.getValue().get())) {
        changed.put(name, each.getValue().get());
      }
    }
    gone.forEach(draft::delete);
    changed.keySet().forEach(draft::release);
    changed.forEach((name, spec) -> draft.put(spec, pointer(name)));
    return new Plan.Possible(what, false);
  }

  private Plan boot(Map<ServiceSpec, String> specs) {
    specs.forEach(draft::boot);
    return new Plan.Possible("boot configuration read", !specs.isEmpty());
  }

  private static String pointer(String name) {
    return "/services/" + name;
  }

  /** What is configured under a name, if it can be served at all. */
  private ServiceSpec spec(String name) {
    return now.service(name)
        .map(Registered::spec)
        .orElseGet(() -> read(name, now.document(name).orElse(Map.of()), ""));
  }

  private ServiceSpec read(String name, Map<String, Object> document, String pointer) {
    return reader.service(name, Settings.of(document, pointer));
  }
}
