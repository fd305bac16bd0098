package io.sluice.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.api.Endpoint;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.history.Documents;
import io.sluice.runtime.metrics.RegistryMeters;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any interleaving of all calls, failing disks and restarts, held against a model of maps. */
final class RevisionProperties {

  private static final List<String> NAMES = List.of("a", "b", "c");

  /** What is asked for, in which way. */
  record Call(Wish wish, Expectation expectation, boolean dryRun, boolean diskFails) {}

  enum Expectation {
    NONE,
    ABSENT,
    PRESENT,
    RIGHT,
    STALE
  }

  sealed interface Wish {
    record Put(ServiceSpec spec) implements Wish {}

    record Replace(String name, List<EndpointSpec> endpoints) implements Wish {}

    record PutEndpoint(String name, EndpointSpec spec, boolean create) implements Wish {}

    record DrainEndpoint(String name, Endpoint endpoint, boolean drain) implements Wish {}

    record RemoveEndpoint(String name, Endpoint endpoint) implements Wish {}

    record Delete(String name) implements Wish {}

    record Configure(Map<String, ServiceSpec> services) implements Wish {}

    record RollBack(int back) implements Wish {}

    record Restart() implements Wish {}
  }

  /** What there should be. */
  private static final class Model {

    private final List<Map<String, ServiceSpec>> revisions = new ArrayList<>(List.of(Map.of()));
    private Map<String, Long> own = new HashMap<>();

    Map<String, ServiceSpec> now() {
      return revisions.getLast();
    }

    long revision() {
      return revisions.size() - 1L;
    }

    /** What there would be, or empty if what the change is about is not there. */
    Optional<Map<String, ServiceSpec>> after(Change change) {
      Map<String, ServiceSpec> next = new TreeMap<>(now());
      boolean known =
          switch (change) {
            case Change.Put(ServiceSpec spec, _) -> {
              next.put(spec.name(), spec);
              yield true;
            }
            case Change.ReplaceEndpoints(String name, List<EndpointSpec> endpoints) -> {
              ServiceSpec old = next.get(name);
              next.put(
                  name,
                  old == null
                      ? Specs.DEFAULTS.service(name, endpoints)
                      : old.withEndpoints(endpoints));
              yield true;
            }
            case Change.PutEndpoint(String name, EndpointSpec spec, boolean create) -> {
              next.compute(
                  name,
                  (_, old) ->
                      old == null && create
                          ? Specs.DEFAULTS.service(name, List.of(spec))
                          : old == null ? null : Specs.with(old, spec));
              yield next.containsKey(name);
            }
            case Change.DrainEndpoint(String name, Endpoint endpoint, boolean drain) -> {
              ServiceSpec old = next.get(name);
              next.computeIfPresent(name, (_, spec) -> Specs.draining(spec, endpoint, drain));
              yield old != null && Specs.has(old, endpoint);
            }
            case Change.RemoveEndpoint(String name, Endpoint endpoint) -> {
              ServiceSpec old = next.get(name);
              next.computeIfPresent(name, (_, spec) -> Specs.without(spec, endpoint));
              yield old != null && Specs.has(old, endpoint);
            }
            case Change.Delete(String name) -> next.remove(name) != null;
            case Change.Configure(Map<String, ServiceSpec> services) -> {
              next = new TreeMap<>(services);
              yield true;
            }
            case Change.RollBack(long revision) -> {
              next = revision < 0 || revision > revision() ? next : revisions.get((int) revision);
              yield revision >= 0 && revision <= revision();
            }
            case Change.Expire _, Change.Boot _, Change.Adopt _ -> false;
          };
      return known ? Optional.of(next) : Optional.empty();
    }

    Optional<Long> subject(Change change) {
      return change.service().isPresent()
          ? Optional.ofNullable(own.get(change.service().get()))
          : Optional.of(revision());
    }

    void become(Map<String, ServiceSpec> next) {
      Map<String, Long> revised = new HashMap<>();
      next.forEach((name, spec) -> {
        boolean same = now().containsKey(name) && spec.means(now().get(name));
        revised.put(name, same ? own.get(name) : Long.valueOf(revision() + 1));
      });
      own = revised;
      revisions.add(next);
    }
  }

  /** A registry that is now and then started anew. */
  private static final class Subject {

    private final FakeArchive archive = new FakeArchive();
    private FakePlugins plugins = new FakePlugins();
    private Registry registry = start();

    private Registry start() {
      return new Registry(
          plugins.factory(),
          EndpointCare.of(new FakeHealth()),
          RegistryMeters.NONE,
          Specs.READER,
          archive,
          InstantSource.system());
    }

    void restart() throws IOException {
      close();
      plugins = new FakePlugins();
      registry = start();
      registry.restore();
    }

    void close() {
      registry.close();
      assertEquals(List.of(), plugins.living());
    }
  }

  @Property(tries = 300)
  void anyInterleavingEqualsTheModel(@ForAll("calls") List<Call> calls) throws IOException {
    Subject subject = new Subject();
    Model model = new Model();
    for (Call call : calls) {
      if (call.wish() instanceof Wish.Restart) {
        subject.restart();
      } else {
        subject.archive.fail(call.diskFails());
        call(call, subject.registry, model);
      }
      subject.registry.retire();
      assertSame(subject, model);
    }
    subject.close();
  }

  private static Change change(Wish wish, Model model) {
    return switch (wish) {
      case Wish.Put(ServiceSpec spec) -> new Change.Put(spec);
      case Wish.Replace(String name, List<EndpointSpec> endpoints) ->
          new Change.ReplaceEndpoints(name, endpoints);
      case Wish.PutEndpoint(String name, EndpointSpec spec, boolean create) ->
          new Change.PutEndpoint(name, spec, create);
      case Wish.DrainEndpoint(String name, Endpoint endpoint, boolean drain) ->
          new Change.DrainEndpoint(name, endpoint, drain);
      case Wish.RemoveEndpoint(String name, Endpoint endpoint) ->
          new Change.RemoveEndpoint(name, endpoint);
      case Wish.Delete(String name) -> new Change.Delete(name);
      case Wish.Configure(Map<String, ServiceSpec> services) -> new Change.Configure(services);
      case Wish.RollBack(int back) -> new Change.RollBack(model.revision() - back);
      case Wish.Restart _ -> throw new AssertionError();
    };
  }

  private static Precondition precondition(Expectation expectation, Optional<Long> subject) {
    return switch (expectation) {
      case NONE -> new Precondition.Always();
      case ABSENT -> new Precondition.Absent();
      case PRESENT -> new Precondition.Present();
      case RIGHT -> new Precondition.Matches(subject.orElse(0L));
      case STALE -> new Precondition.Matches(subject.orElse(0L) + 1);
    };
  }

  private static void call(Call call, Registry registry, Model model) {
    Change change = change(call.wish(), model);
    Optional<Long> subject = model.subject(change);
    Precondition precondition = precondition(call.expectation(), subject);
    ChangeRequest request = new ChangeRequest(change, precondition, "ann", call.dryRun());
    Optional<Map<String, ServiceSpec>> after = model.after(change);
    ChangeResult result;
    try {
      result = registry.apply(request);
    } catch (SettingsException e) {
      assertEquals(true, precondition.holds(subject), e::problem);
      assertEquals(false, Specs.areValid(after.orElseThrow()), e::problem);
      return;
    }
    if (!precondition.holds(subject)) {
      assertEquals(new ChangeResult.PreconditionFailed(subject), result);
    } else if (after.isEmpty()) {
      assertInstanceOf(ChangeResult.Unknown.class, result);
    } else {
      assertEquals(true, Specs.areValid(after.get()));
      assertResult(call, model, after.get(), result);
    }
  }

  private static void assertResult(
      Call call, Model model, Map<String, ServiceSpec> after, ChangeResult result) {
    var steps = Documents.difference(Specs.documents(model.now()), Specs.documents(after));
    switch (result) {
      case ChangeResult.Tried tried -> {
        assertEquals(true, call.dryRun());
        assertEquals(steps.toString(), tried.difference().steps().toString());
      }
      case ChangeResult.NotKept _ ->
          assertEquals(
              List.of(true, false, false),
              List.of(call.diskFails(), call.dryRun(), steps.isEmpty()));
      case ChangeResult.Applied applied -> {
        assertEquals(steps.toString(), applied.difference().steps().toString());
        assertEquals(false, call.dryRun());
        if (!steps.isEmpty()) {
          assertEquals(false, call.diskFails());
          model.become(after);
        }
        assertEquals(model.revision(), applied.revision());
      }
      case ChangeResult.PreconditionFailed _, ChangeResult.ReadOnly _, ChangeResult.Unknown _ ->
          throw new AssertionError(result);
    }
  }

  private static void assertSame(Subject subject, Model model) {
    Registry registry = subject.registry;
    assertEquals(model.revision(), registry.revision());
    assertEquals(model.revision(), registry.snapshots().current().revision());
    for (int i = 0; i < model.revisions.size(); i++) {
      assertEquals(
          List.of(),
          Documents.difference(
              Specs.documents(model.revisions.get(i)),
              registry.configuration(i).orElseThrow().services()));
    }
    Map<String, Long> own = new HashMap<>();
    registry.views().forEach(view -> own.put(view.spec().name(), view.revision()));
    assertEquals(model.own, own);
    assertEquals(model.now().size() * 3, subject.plugins.living().size());
    assertEquals(model.revision(), registry.history(Long.MAX_VALUE, Integer.MAX_VALUE).size());
  }

  @Provide
  Arbitrary<List<Call>> calls() {
    Arbitrary<String> names = Arbitraries.of(NAMES);
    Arbitrary<EndpointSpec> endpoints =
        Combinators.combine(
                Arbitraries.integers().between(1, 4), Arbitraries.integers().between(1, 2))
            .as((port, weight) ->
                new EndpointSpec(new Endpoint("http", "127.0.0.1", port), weight));
    Arbitrary<List<EndpointSpec>> lists =
        endpoints.list().ofMaxSize(3).uniqueElements(EndpointSpec::endpoint);
    Arbitrary<ServiceSpec> specs =
        Combinators.combine(
                names, lists, Arbitraries.of("/a", "/b", "/c", "/x"), Arbitraries.of(1, 1, 2, 10))
            .as(Specs::spec);
    Arbitrary<Wish> wishes =
        Arbitraries.oneOf(
            specs.map(Wish.Put::new),
            specs.map(Wish.Put::new),
            Combinators.combine(names, lists).as(Wish.Replace::new),
            Combinators.combine(names, endpoints, Arbitraries.of(true, false))
                .as(Wish.PutEndpoint::new),
            Combinators.combine(
                    names, endpoints.map(EndpointSpec::endpoint), Arbitraries.of(true, false))
                .as(Wish.DrainEndpoint::new),
            Combinators.combine(names, endpoints.map(EndpointSpec::endpoint))
                .as(Wish.RemoveEndpoint::new),
            names.map(Wish.Delete::new),
            specs
                .list()
                .ofMaxSize(3)
                .uniqueElements(ServiceSpec::name)
                .map(all -> new Wish.Configure(Specs.byName(all))),
            Arbitraries.integers().between(-1, 4).map(Wish.RollBack::new),
            Arbitraries.just(new Wish.Restart()));
    return Combinators.combine(
            wishes,
            Arbitraries.of(Expectation.class),
            Arbitraries.of(true, false, false, false),
            Arbitraries.of(true, false, false, false))
        .as(Call::new)
        .list()
        .ofMaxSize(25);
  }
}
