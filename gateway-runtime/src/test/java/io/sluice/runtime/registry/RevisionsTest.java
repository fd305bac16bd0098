package io.sluice.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.history.Configuration;
import io.sluice.runtime.history.Difference;
import io.sluice.runtime.history.Documents;
import io.sluice.runtime.history.Revision;
import io.sluice.runtime.history.Step;
import io.sluice.runtime.metrics.RegistryMeters;
import io.sluice.runtime.registry.ChangeResult.Applied;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Preconditions, dry runs, revisions, and the way back. */
final class RevisionsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final ServiceSpecReader READER =
      new ServiceSpecReader(
          ServiceSpecReader.readDefaults(
              Settings.of(Map.of("balancer", "first", "limiter", "all", "probe", "well")),
              "/{name}",
              Timeouts.DEFAULTS),
          Set.of(),
          new AddressPolicy(_ -> false));

  private final FakePlugins plugins = new FakePlugins();
  private final FakeHealth health = new FakeHealth();
  private final FakeArchive archive = new FakeArchive();
  private final Registry registry =
      new Registry(
          plugins.factory(),
          EndpointCare.of(health),
          RegistryMeters.NONE,
          READER,
          archive,
          () -> NOON);

  @AfterEach
  void everythingIsClosedAtTheEnd() {
    registry.close();
    assertEquals(List.of(), plugins.living());
  }

  private static ServiceSpec spec(String name, int port) {
    return spec(name, Map.of("endpoints", List.of("127.0.0.1:" + port)));
  }

  private static ServiceSpec spec(String name, Map<String, ?> document) {
    return READER.service(name, Settings.of(document));
  }

  private ChangeResult put(String name, int port) {
    return registry.apply(new Change.Put(spec(name, port)));
  }

  private ChangeResult ask(Change change, Precondition precondition) {
    return registry.apply(new ChangeRequest(change, precondition, "ann", false));
  }

  private Difference tryOut(Change change) {
    ChangeRequest request = new ChangeRequest(change, new Precondition.Always(), "ann", true);
    return assertInstanceOf(ChangeResult.Tried.class, registry.apply(request)).difference();
  }

  private static Applied applied(ChangeResult result) {
    return assertInstanceOf(Applied.class, result);
  }

  private static List<String> paths(Difference difference) {
    return difference.steps().stream().map(Step::path).toList();
  }

  private static void assertMeans(
      Map<String, Map<String, Object>> services, Configuration configuration) {
    assertEquals(List.of(), Documents.difference(services, configuration.services()));
  }

  @Test
  void whatChangesNothingIsNoRevision() {
    assertEquals(1, applied(put("books", 1)).revision());
    assertEquals(new Applied(1, false, Difference.NONE), put("books", 1));
    assertEquals(1, registry.revision());
    Map<String, ?> two = Map.of("endpoints", List.of(), "paths", List.of("/a", "/b"));
    Map<String, ?> turned = Map.of("endpoints", List.of(), "paths", List.of("/b", "/a"));
    registry.apply(new Change.Put(spec("books", two)));
    assertEquals(
        new Applied(2, false, Difference.NONE),
        registry.apply(new Change.Put(spec("books", turned))));
  }

  @Test
  void aServiceHasTheRevisionOfItsOwnLastChange() {
    put("books", 1);
    put("shop", 2);
    put("shop", 3);
    assertEquals(1, registry.view("books").orElseThrow().revision());
    assertEquals(3, registry.view("shop").orElseThrow().revision());
  }

  @Test
  void aChangeIsMadeOnlyIfItsPreconditionHolds() {
    Change change = new Change.Put(spec("books", 1));
    assertEquals(
        new ChangeResult.PreconditionFailed(Optional.empty()),
        ask(change, new Precondition.Matches(1)));
    assertEquals(
        new ChangeResult.PreconditionFailed(Optional.empty()),
        ask(change, new Precondition.Present()));
    applied(ask(change, new Precondition.Absent()));
    put("shop", 2);
    Change next = new Change.Delete("books");
    assertEquals(
        new ChangeResult.PreconditionFailed(Optional.of(1L)),
        ask(next, new Precondition.Matches(2)));
    assertEquals(
        new ChangeResult.PreconditionFailed(Optional.of(1L)), ask(next, new Precondition.Absent()));
    assertEquals(
        new ChangeResult.PreconditionFailed(Optional.of(2L)),
        ask(new Change.Configure(Map.of()), new Precondition.Matches(1)));
    assertEquals(2, registry.revision());
    applied(ask(next, new Precondition.Matches(1)));
  }

  @Test
  void aDryRunTellsWhatWouldBeAndLeavesNothing() {
    put("books", 1);
    List<String> living = plugins.living();
    Map<String, ?> document =
        Map.of("endpoints", List.of("127.0.0.1:2"), "limiter", Map.of("size", 2));
    Difference difference = tryOut(new Change.Put(spec("books", document)));
    assertEquals(
        List.of(
            "/services/books/endpoints/127.0.0.1:1",
            "/services/books/endpoints/127.0.0.1:2",
            "/services/books/limiter/size"),
        paths(difference));
    assertEquals(
        List.of(
            "the limiter of service books starts anew: what it has counted is forgotten",
            "endpoint 127.0.0.1:2 of service books gets requests at once",
            "endpoint 127.0.0.1:1 of service books gets no new requests; those under way end"
                + " there"),
        difference.effects());
    assertEquals(1, registry.revision());
    assertEquals(living, plugins.living());
    Map<String, ?> bad = Map.of("endpoints", List.of(), "limiter", Map.of("size", 10));
    assertThrows(SettingsException.class, () -> tryOut(new Change.Put(spec("books", bad))));
  }

  @Test
  void whatCanNotBeKeptIsNotDone() {
    put("books", 1);
    List<String> living = plugins.living();
    archive.fail(true);
    assertEquals(new ChangeResult.NotKept(false, "the disk says no"), put("shop", 2));
    assertTrue(registry.view("shop").isEmpty());
    assertEquals(living, plugins.living());
    assertEquals(1, registry.revision());
    assertEquals(1, registry.history(Long.MAX_VALUE, 10).size());
    archive.fail(false);
    assertEquals(2, applied(put("shop", 2)).revision());
  }

  @Test
  void aConfigurationReplacesAllOrNothing() {
    registry.apply(new Change.Boot(Map.of(spec("fixed", 9), "/services/fixed")));
    put("books", 1);
    put("shop", 2);
    Map<String, ?> bad = Map.of("endpoints", List.of(), "limiter", Map.of("size", 10));
    SettingsException fault =
        assertThrows(
            SettingsException.class,
            () ->
                registry.apply(
                    new Change.Configure(Map.of("a", spec("a", 1), "z", spec("z", bad)))));
    assertEquals("/services/z/limiter/size", fault.pointer());
    assertEquals(2, registry.configuration().services().size());
    assertEquals(
        new ChangeResult.ReadOnly("fixed"),
        registry.apply(new Change.Configure(Map.of("fixed", spec("fixed", 1)))));
    Map<String, ?> swapped = Map.of("endpoints", List.of(), "paths", List.of("/shop"));
    Map<String, ?> other = Map.of("endpoints", List.of(), "paths", List.of("/books"));
    Applied applied =
        applied(
            registry.apply(
                new Change.Configure(
                    Map.of("books", spec("books", swapped), "shop", spec("shop", other)))));
    assertEquals(3, applied.revision());
    assertTrue(
        applied
            .difference()
            .effects()
            .contains("requests for /shop lead to service books instead of service shop"));
    applied(registry.apply(new Change.Configure(Map.of())));
    assertEquals(List.of("fixed"), registry.views().stream().map(v -> v.spec().name()).toList());
  }

  @Test
  void anyRevisionThatIsKeptCanBeLookedAtAndGoneBackTo() {
    put("books", 1);
    put("shop", 2);
    put("books", 3);
    registry.apply(new Change.Delete("shop"));
    Map<String, Map<String, Object>> second =
        Map.of("books", spec("books", 1).toMap(), "shop", spec("shop", 2).toMap());
    assertMeans(second, registry.configuration(2).orElseThrow());
    assertEquals(Map.of(), registry.configuration(0).orElseThrow().services());
    assertTrue(registry.configuration(5).isEmpty());
    assertEquals(
        List.of(
            "/services/books/endpoints/127.0.0.1:1",
            "/services/books/endpoints/127.0.0.1:3",
            "/services/shop"),
        paths(registry.difference(2, 4).orElseThrow()));
    Applied back = applied(registry.apply(new Change.RollBack(2)));
    assertEquals(5, back.revision());
    assertMeans(second, registry.configuration());
    assertEquals(new ChangeResult.Unknown("revision 9"), registry.apply(new Change.RollBack(9)));
    Revision revision = registry.revision(5).orElseThrow();
    assertEquals("rolled back to revision 2", revision.what());
    assertEquals(List.of("books", "shop"), revision.services());
    assertEquals(NOON, revision.at());
    assertEquals(back.difference().toString(), revision.difference().toString());
    assertEquals(List.of(4L, 3L), registry.history(5, 2).stream().map(Revision::number).toList());
  }

  @Test
  void singleEndpointsComeAndGo() {
    put("books", 1);
    EndpointSpec two = EndpointSpec.of(Endpoint.parse("127.0.0.1:2"));
    assertTrue(applied(registry.apply(new Change.PutEndpoint("books", two, false))).created());
    assertEquals(
        new ChangeResult.Unknown("service shop"),
        registry.apply(new Change.PutEndpoint("shop", two, false)));
    applied(registry.apply(new Change.RemoveEndpoint("books", two.endpoint())));
    assertEquals(
        new ChangeResult.Unknown("endpoint 127.0.0.1:2 of service books"),
        registry.apply(new Change.RemoveEndpoint("books", two.endpoint())));
    assertEquals(spec("books", 1).toMap(), registry.configuration().services().get("books"));
  }

  @Test
  void theArchiveIsWrittenAnewWhenItHasGrown() throws IOException {
    registry.restore();
    grow();
    assertTrue(archive.compactions() > 0);
    assertTrue(archive.compactions() < 4, () -> archive.compactions() + " times");
  }

  @Test
  void theArchiveIsNotWrittenAnewBeforeItWasTakenUp() throws IOException {
    grow();
    Map<String, Map<String, Object>> before = registry.configuration().services();
    registry.close();
    try (Registry next =
        new Registry(
            plugins.factory(),
            EndpointCare.of(health),
            RegistryMeters.NONE,
            READER,
            archive,
            () -> NOON)) {
      next.apply(new Change.Boot(Map.of(spec("declared", 1), "/services/declared")));
      assertEquals(0, archive.compactions());
      next.restore();
      assertMeans(before, next.configuration());
    }
  }

  /** Makes changes of more than a megabyte. */
  private void grow() {
    Map<String, Object> wide = new HashMap<>();
    wide.put("endpoints", IntStream.range(1, 1000).mapToObj(i -> "127.0.0.1:" + i).toList());
    registry.apply(new Change.Put(spec("wide", wide)));
    for (int i = 0; i < 20; i++) {
      wide.put("limiter", Map.of("size", 1 + i % 2 + (i == 0 ? 1 : 0)));
      registry.apply(new Change.Put(spec("wide", wide)));
    }
  }
}
