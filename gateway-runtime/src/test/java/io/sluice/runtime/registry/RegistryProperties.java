package io.sluice.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.api.Endpoint;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.EndpointState;
import io.sluice.runtime.exchange.RequestHeads;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.history.Documents;
import io.sluice.runtime.metrics.RegistryMeters;
import io.sluice.runtime.route.Conditions;
import io.sluice.runtime.route.RouteKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any sequence of changes and health reports, held against a model of maps and sets. */
final class RegistryProperties {

  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final List<String> PATHS = List.of("/a", "/b", "/c", "/x", "/x/y");
  private static final Defaults DEFAULTS =
      ServiceSpecReader.readDefaults(
          Settings.of(Map.of("balancer", "first", "limiter", "all", "probe", "well")),
          "/{name}",
          Timeouts.DEFAULTS);
  private static final ServiceSpecReader READER =
      new ServiceSpecReader(DEFAULTS, Set.of(), new AddressPolicy(_ -> false));

  /** One step of a sequence. */
  sealed interface Step {
    record PutArray(String name, List<Integer> ports) implements Step {}

    record PutObject(String name, List<Integer> ports, Set<String> paths, int size)
        implements Step {}

    record Delete(String name) implements Step {}

    record Report(int watch, EndpointState state) implements Step {}
  }

  /** What there should be. */
  private static final class Model {

    private final Map<String, ServiceSpec> specs = new TreeMap<>();
    private final Map<String, EndpointState> states = new HashMap<>();
    private long revision;

    boolean takes(ServiceSpec spec) {
      Set<RouteKey> taken = new HashSet<>();
      specs.values().stream()
          .filter(other -> !other.name().equals(spec.name()))
          .forEach(other -> taken.addAll(other.routing().keys()));
      taken.retainAll(spec.routing().keys());
      return taken.isEmpty() && !size(spec).equals("10");
    }

    void put(ServiceSpec spec) {
      ServiceSpec old = specs.get(spec.name());
      if (old != null && !differs(old, spec)) {
        return;
      }
      specs.put(spec.name(), spec);
      revision++;
      forgetGone();
      spec.endpoints().forEach(e -> states.putIfAbsent(key(spec, e), EndpointState.UNKNOWN));
    }

    private static boolean differs(ServiceSpec one, ServiceSpec other) {
      return !Documents.difference(
              Map.of(one.name(), one.toMap()), Map.of(other.name(), other.toMap()))
          .isEmpty();
    }

    void delete(String name) {
      specs.remove(name);
      revision++;
      forgetGone();
    }

    private void forgetGone() {
      Set<String> keys = new HashSet<>();
      specs.values().forEach(spec -> spec.endpoints().forEach(e -> keys.add(key(spec, e))));
      states.keySet().retainAll(keys);
    }

    static String key(ServiceSpec spec, EndpointSpec endpoint) {
      return spec.name() + " " + endpoint.endpoint();
    }

    List<Endpoint> ready(ServiceSpec spec) {
      return spec.endpoints().stream()
          .filter(e -> states.getOrDefault(key(spec, e), EndpointState.DOWN).isReady())
          .map(EndpointSpec::endpoint)
          .toList();
    }

    Optional<String> leadsTo(String path) {
      return specs.values().stream()
          .filter(spec -> spec.routing().keys().contains(new RouteKey("*", path, Conditions.NONE)))
          .map(ServiceSpec::name)
          .findFirst();
    }

    List<String> living() {
      List<String> living = new ArrayList<>();
      for (ServiceSpec spec : specs.values()) {
        living.add("balancer " + spec.name() + " 1");
        living.add("limiter " + spec.name() + " " + size(spec));
        living.add("probe " + spec.name() + " 1");
      }
      return living.stream().sorted().toList();
    }

    private static String size(ServiceSpec spec) {
      return spec.policies().limiter().plugin().settings().getOrDefault("size", 1).toString();
    }
  }

  @Property(tries = 300)
  void anySequenceOfChangesEqualsTheModel(@ForAll("steps") List<Step> steps) {
    FakePlugins plugins = new FakePlugins();
    FakeHealth health = new FakeHealth();
    Model model = new Model();
    try (Registry registry =
        new Registry(plugins.factory(), health, RegistryMeters.NONE, DEFAULTS)) {
      for (Step step : steps) {
        take(step, registry, health, model);
        registry.retire();
        assertSame(registry, plugins, health, model);
      }
    }
    assertEquals(List.of(), plugins.living());
    assertEquals(0, health.count());
  }

  private static void take(Step step, Registry registry, FakeHealth health, Model model) {
    switch (step) {
      case Step.PutArray(String name, List<Integer> ports) -> {
        List<EndpointSpec> endpoints = READER.endpoints(name, addresses(ports), "");
        ServiceSpec old = model.specs.get(name);
        ServiceSpec spec =
            old == null ? DEFAULTS.service(name, endpoints) : old.withEndpoints(endpoints);
        put(registry, model, spec, new Change.ReplaceEndpoints(name, endpoints));
      }
      case Step.PutObject(String name, List<Integer> ports, Set<String> paths, int size) -> {
        Map<String, Object> document =
            Map.of(
                "endpoints",
                addresses(ports),
                "paths",
                List.copyOf(paths),
                "limiter",
                Map.of("size", size));
        ServiceSpec spec = READER.service(name, Settings.of(document));
        put(registry, model, spec, new Change.Put(spec));
      }
      case Step.Delete(String name) -> {
        boolean known = model.specs.containsKey(name);
        ChangeResult result = registry.apply(new Change.Delete(name));
        assertEquals(known, result instanceof ChangeResult.Applied);
        if (known) {
          model.delete(name);
        }
      }
      case Step.Report(int watch, EndpointState state) -> {
        List<String> keys = model.states.keySet().stream().sorted().toList();
        if (!keys.isEmpty()) {
          String key = keys.get(watch % keys.size());
          int blank = key.indexOf(' ');
          health
              .of(key.substring(0, blank), Endpoint.parse(key.substring(blank + 1)))
              .becomes(state);
          model.states.put(key, state);
        }
      }
    }
  }

  private static void put(Registry registry, Model model, ServiceSpec spec, Change change) {
    boolean created = !model.specs.containsKey(spec.name());
    try {
      ChangeResult result = registry.apply(change);
      assertEquals(true, model.takes(spec));
      model.put(spec);
      ChangeResult.Applied applied = assertInstanceOf(ChangeResult.Applied.class, result);
      assertEquals(model.revision, applied.revision());
      assertEquals(created, applied.created());
    } catch (SettingsException e) {
      assertEquals(false, model.takes(spec), e.problem());
    }
  }

  private static void assertSame(
      Registry registry, FakePlugins plugins, FakeHealth health, Model model) {
    Snapshot snapshot = registry.snapshots().current();
    assertEquals(model.revision, snapshot.revision());
    assertEquals(
        List.copyOf(model.specs.values()),
        registry.views().stream().map(ServiceView::spec).toList());
    model.specs.forEach((name, spec) ->
        assertEquals(
            model.ready(spec),
            Optional.ofNullable(snapshot.services().get(name))
                .orElseThrow()
                .rotation()
                .ready()
                .stream()
                .map(candidate -> candidate.endpoint())
                .toList()));
    for (String path : PATHS) {
      Optional<Route> exact =
          snapshot
              .routes()
              .find(RequestHeads.get("h", path))
              .filter(route -> route.path().equals(path));
      assertEquals(model.leadsTo(path), exact.map(route -> route.service().name()));
    }
    assertEquals(model.states.size(), health.count());
    assertEquals(model.living(), plugins.living());
  }

  private static List<String> addresses(List<Integer> ports) {
    return ports.stream().map(port -> "127.0.0.1:" + port).toList();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> names = Arbitraries.of(NAMES);
    Arbitrary<List<Integer>> ports =
        Arbitraries.integers().between(1, 4).list().ofMaxSize(4).uniqueElements();
    Arbitrary<Set<String>> paths = Arbitraries.of(PATHS).set().ofMinSize(1).ofMaxSize(2);
    Arbitrary<Step> arrays = Combinators.combine(names, ports).as(Step.PutArray::new);
    Arbitrary<Step> objects =
        Combinators.combine(names, ports, paths, Arbitraries.of(1, 1, 2, 10))
            .as(Step.PutObject::new);
    Arbitrary<Step> reports =
        Combinators.combine(
                Arbitraries.integers().between(0, 11), Arbitraries.of(EndpointState.class))
            .as(Step.Report::new);
    return Arbitraries.oneOf(arrays, objects, names.map(Step.Delete::new), reports, reports)
        .list()
        .ofMaxSize(25);
  }
}
