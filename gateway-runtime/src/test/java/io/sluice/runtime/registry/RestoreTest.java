package io.sluice.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.RequestHeads;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.history.Documents;
import io.sluice.runtime.history.Revision;
import io.sluice.runtime.metrics.RegistryMeters;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.registry.ChangeResult.Applied;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is there again after a restart, and what becomes of a service that can't be served then. */
final class RestoreTest {

  private final FakePlugins plugins = new FakePlugins();
  private final FakeArchive archive = new FakeArchive();
  private Registry registry = registry(plugins.factory(), _ -> false);

  @AfterEach
  void everythingIsClosedAtTheEnd() {
    registry.close();
    assertEquals(List.of(), plugins.living());
  }

  private static ServiceSpecReader reader(IntPredicate ownPorts) {
    return new ServiceSpecReader(
        ServiceSpecReader.readDefaults(
            Settings.of(Map.of("balancer", "first", "limiter", "all", "probe", "well")),
            "/{name}",
            Timeouts.DEFAULTS),
        Set.of(),
        new AddressPolicy(ownPorts));
  }

  private Registry registry(PluginFactory factory, IntPredicate ownPorts) {
    return new Registry(
        factory,
        EndpointCare.of(new FakeHealth()),
        RegistryMeters.NONE,
        reader(ownPorts),
        archive,
        InstantSource.system());
  }

  private void restart(PluginFactory factory, IntPredicate ownPorts, Change... before)
      throws IOException {
    registry.close();
    registry = registry(factory, ownPorts);
    for (Change change : before) {
      registry.apply(change);
    }
    registry.restore();
  }

  private static ServiceSpec spec(String name, int port, String... filters) {
    Map<String, ?> document =
        Map.of("endpoints", List.of("127.0.0.1:" + port), "filters", List.of(filters));
    return reader(_ -> false).service(name, Settings.of(document));
  }

  private void put(String name, int port, String... filters) {
    assertInstanceOf(Applied.class, registry.apply(new Change.Put(spec(name, port, filters))));
  }

  private ServiceView view(String name) {
    return registry.view(name).orElseThrow();
  }

  private boolean isRouted(String path) {
    return registry.snapshots().current().routes().find(RequestHeads.get("h", path)).isPresent();
  }

  @Test
  void allThatWasAcknowledgedIsThereAgain() throws Exception {
    put("books", 1);
    put("shop", 2);
    put("books", 3);
    registry.apply(new Change.Delete("shop"));
    restart(plugins.factory(), _ -> false);
    assertEquals(4, registry.revision());
    assertEquals(3, view("books").revision());
    assertTrue(registry.view("shop").isEmpty());
    assertTrue(isRouted("/books"));
    assertEquals(
        List.of(4L, 3L, 2L, 1L),
        registry.history(Long.MAX_VALUE, 10).stream().map(Revision::number).toList());
    registry.apply(new Change.RollBack(2));
    assertEquals(5, registry.revision());
    assertEquals(
        List.of(),
        Documents.difference(
            Map.of("books", spec("books", 1).toMap(), "shop", spec("shop", 2).toMap()),
            registry.configuration().services()));
    put("books", 1);
    assertEquals(5, registry.revision(), "what is there already is no change after a restart");
  }

  @Test
  void aCompactedArchiveHoldsAllOfIt() throws Exception {
    registry.restore();
    put("books", 1);
    List<EndpointSpec> wide =
        IntStream.range(1, 3000)
            .mapToObj(i -> EndpointSpec.of(new Endpoint("http", "127.0.0.1", i)))
            .toList();
    for (int i = 0; i < 6; i++) {
      registry.apply(new Change.ReplaceEndpoints("wide", wide.subList(i, wide.size())));
    }
    assertTrue(archive.compactions() > 0);
    restart(plugins.factory(), _ -> false);
    assertEquals(7, registry.revision());
    assertEquals(1, view("books").revision());
    assertEquals(7, view("wide").revision());
    assertTrue(registry.configuration(1).orElseThrow().services().containsKey("books"));
    assertEquals(7, registry.history(Long.MAX_VALUE, 10).size());
  }

  @Test
  void theConfigurationFileGoesBeforeWhatWasRegistered() throws Exception {
    put("books", 1);
    put("shop", 2);
    restart(plugins.factory(), _ -> false, new Change.Boot(Map.of(spec("books", 9), "/books")));
    assertTrue(view("books").readOnly());
    assertEquals("", view("shop").fault());
    assertEquals(2, registry.configuration().services().size(), "nothing is lost");
    assertEquals(new ChangeResult.ReadOnly("books"), registry.apply(new Change.Delete("books")));
    restart(plugins.factory(), _ -> false);
    assertEquals(1, view("books").revision(), "it is back when the file no longer names it");
  }

  @Test
  void aServiceWhosePluginIsGoneIsKeptAndServedWhenItIsBack() throws Exception {
    put("books", 1, "through");
    put("shop", 2);
    PluginCatalog all = plugins.factory().catalog();
    PluginCatalog less =
        new PluginCatalog(
            all.plugins().stream().filter(plugin -> !plugin.name().equals("through")).toList());
    restart(plugins.factory().with(less), _ -> false);
    assertTrue(view("books").fault().startsWith("/filters/0/name: "), view("books").fault());
    assertEquals("books", view("books").spec().name());
    assertEquals(2, registry.configuration().services().size());
    assertEquals(List.of("/shop"), isRouted("/books") ? List.of() : List.of("/shop"));
    registry.apply(new Change.Adopt(all));
    assertEquals("", view("books").fault());
    assertTrue(isRouted("/books"));
    assertEquals(2, registry.revision());
    assertEquals(1, view("books").revision());
  }

  @Test
  void anAddressThatIsNoLongerAllowedIsToldAndCanBePutRight() throws Exception {
    put("books", 1);
    restart(plugins.factory(), port -> port == 1);
    assertTrue(view("books").fault().contains("127.0.0.1:1"), view("books").fault());
    Endpoint two = Endpoint.parse("127.0.0.1:2");
    assertThrows(
        SettingsException.class,
        () -> registry.apply(new Change.PutEndpoint("books", EndpointSpec.of(two), true)));
    registry.apply(new Change.ReplaceEndpoints("books", List.of(EndpointSpec.of(two))));
    assertEquals("", view("books").fault());
    assertEquals(2, view("books").revision());
  }

  @Test
  void aBrokenServiceCanBeTakenOutAndOthersCanBeChanged() throws Exception {
    put("books", 1);
    restart(plugins.factory(), port -> port == 1);
    put("shop", 2);
    restart(plugins.factory(), port -> port == 1);
    assertEquals(2, registry.configuration().services().size());
    registry.apply(new Change.Delete("books"));
    assertTrue(registry.view("books").isEmpty());
    restart(plugins.factory(), _ -> false);
    assertTrue(registry.view("books").isEmpty());
    assertEquals(3, registry.revision());
  }
}
