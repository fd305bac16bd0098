package io.sluice.runtime.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Ticker;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.events.RecordedEvents;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.EndpointState;
import io.sluice.runtime.exchange.ReadyEndpoint;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.layer.PluginFolder;
import io.sluice.runtime.layer.PluginLayer;
import io.sluice.runtime.metrics.PluginMeters;
import io.sluice.runtime.metrics.RegistryMeters;
import io.sluice.runtime.plugin.Guard;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.registry.Change;
import io.sluice.runtime.registry.Defaults;
import io.sluice.runtime.registry.Health;
import io.sluice.runtime.registry.HealthCheck;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.registry.ServiceSpecReader;
import io.sluice.runtime.registry.SnapshotUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginSwapTest {

  private static final Defaults DEFAULTS =
      ServiceSpecReader.readDefaults(
          Settings.of(Map.of("balancer", "first", "limiter", "none", "probe", "none")),
          "/{name}",
          Timeouts.DEFAULTS);

  private final RecordedEvents events = new RecordedEvents();
  private final DroppedFilters filters = new DroppedFilters();
  private final Registry registry =
      new Registry(
          new PluginFactory(
              new PluginCatalog(List.of(DroppedFilters.balancer())),
              PluginMeters.NONE,
              Ticker.system()),
          (_, _, _) -> new Unwatched(),
          RegistryMeters.NONE,
          DEFAULTS);
  private final ServiceSpecReader reader =
      new ServiceSpecReader(DEFAULTS, Set.of(), new AddressPolicy(_ -> false));

  @TempDir private Path folder;
  private PluginSwap swap = swap(Path.of(""));

  private static final class Unwatched implements HealthCheck.Watch {
    @Override
    public void begin(HealthCheck.Probing probing) {}

    @Override
    public Optional<HealthCheck.Probed> probeNow() {
      return Optional.empty();
    }

    @Override
    public Health health() {
      return new Health(EndpointState.UNKNOWN, 0, -1, Instant.EPOCH, "");
    }

    @Override
    public void close() {}
  }

  private PluginSwap swap(Path path) {
    return new PluginSwap(new PluginFolder(path), filters::load, registry, events);
  }

  @BeforeEach
  void start() {
    registry.start();
    swap = swap(folder);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private void drop(String jar, String text) throws IOException {
    Files.writeString(folder.resolve(jar), text);
  }

  private void put(String name, int size, String... more) {
    List<String> endpoints = more.length == 0 ? List.of("127.0.0.1:9001") : List.of(more);
    var filter = Map.of("name", "stamp", "size", size);
    registry.apply(
        new Change.Put(
            reader.service(
                name, Settings.of(Map.of("endpoints", endpoints, "filters", List.of(filter))))));
  }

  private Service service(String name) {
    return Objects.requireNonNull(registry.snapshots().current().services().get(name));
  }

  /** Where the filter of a service comes from. */
  private String jarOf(String service) {
    Guard filter = (Guard) service(service).filters().getFirst();
    return String.valueOf(Path.of(filter.plugin().origin().toString()).getFileName());
  }

  private static List<String> names(List<PluginLayer> layers) {
    return layers.stream()
        .map(layer -> String.valueOf(layer.origin().path().getFileName()))
        .toList();
  }

  /** The filters as they are shown: name, state and services. */
  private List<String> shown() {
    return registry.plugins().stream()
        .filter(view -> !view.plugin().name().equals("first"))
        .map(view -> view.plugin().name() + " " + view.state().word() + " " + view.services())
        .toList();
  }

  private long generation() {
    return registry.snapshots().current().generation();
  }

  private static void assertChanges(
      SwapReport report, List<String> added, List<String> replaced, List<String> removed) {
    assertEquals(added, names(report.added()), report::toString);
    assertEquals(replaced, names(report.replaced()), report::toString);
    assertEquals(removed, names(report.removed()), report::toString);
  }

  @Test
  void whatIsDroppedCanBeNamedAndIsKeptAsLongAsItIsTheSame() throws Exception {
    assertThrows(SettingsException.class, () -> put("books", 1));
    drop("stamp.jar", "stamp 9");
    drop("README.md", "no plugin");
    assertChanges(swap.reload(), List.of("stamp.jar"), List.of(), List.of());
    put("books", 1);
    long before = generation();
    Files.setLastModifiedTime(folder.resolve("stamp.jar"), FileTime.from(Instant.EPOCH));
    assertEquals(List.of("stamp.jar"), names(swap.reload().kept()));
    assertEquals(before, generation());
    assertEquals(List.of("stamp active [books]"), shown());
    assertEquals(1, events.lines().size(), "what is kept is not told");
    String told = events.lines().getFirst();
    assertTrue(told.startsWith("plugin.loaded {contentHash="), told);
    assertTrue(told.endsWith("plugins=[{kind=filter, name=stamp}], services=[]}"), told);
  }

  @Test
  void aChangedJarServesAllItsServicesFromOneSnapshotOn() throws Exception {
    drop("stamp.jar", "stamp 9");
    swap.reload();
    put("books", 1);
    put("shop", 9);
    ReadyEndpoint endpoint = (ReadyEndpoint) service("books").rotation().ready().getFirst();
    endpoint.live().begin();
    long before = generation();
    drop("stamp.jar", "stamp 10");
    assertChanges(swap.reload(), List.of(), List.of("stamp.jar"), List.of());
    assertEquals(before + 1, generation());
    assertEquals("stamp 9", filters.awaitEnd());
    assertEquals(List.of("stamp active [books, shop]"), shown());
    assertEquals(1, registry.view("books").orElseThrow().endpoints().getFirst().inFlight());
    assertSame(
        endpoint.live(), ((ReadyEndpoint) service("books").rotation().ready().getFirst()).live());
  }

  @Test
  void whatOneServiceCanNotUseReplacesNothing() throws Exception {
    drop("stamp.jar", "stamp 9");
    swap.reload();
    put("books", 1);
    put("shop", 9);
    Service books = service("books");
    long before = generation();
    drop("stamp.jar", "stamp 5");
    SwapReport report = swap.reload();
    assertChanges(report, List.of(), List.of(), List.of());
    assertEquals(List.of("stamp.jar"), names(report.kept()));
    String reason = report.refused().getFirst().reason();
    assertTrue(reason.startsWith("/services/shop/filters/0/size: "), reason);
    assertTrue(swap.faults().getFirst().endsWith(reason), swap.faults()::toString);
    assertEquals("stamp 5", filters.awaitEnd());
    assertSame(books, service("books"));
    assertEquals(before, generation());
    put("shop", 3);
    assertChanges(swap.reload(), List.of(), List.of("stamp.jar"), List.of());
    assertEquals(List.of(), swap.faults());
  }

  @Test
  void aRequestUnderWayKeepsWhatItBeganWith() throws Exception {
    drop("stamp.jar", "stamp 9");
    swap.reload();
    put("books", 1);
    try (SnapshotUse.Slot request = registry.snapshots().open()) {
      request.enter();
      drop("stamp.jar", "stamp 10");
      swap.reload();
      assertTrue(filters.noneEnded());
      request.leave();
      assertEquals("stamp 9", filters.awaitEnd());
    }
  }

  @Test
  void whatIsRemovedServesOnUntilItsServicesAreChanged() throws Exception {
    drop("stamp.jar", "stamp 9");
    swap.reload();
    put("books", 1);
    put("shop", 2);
    Files.delete(folder.resolve("stamp.jar"));
    assertChanges(swap.reload(), List.of(), List.of(), List.of("stamp.jar"));
    assertEquals(List.of("stamp orphaned [books, shop]"), shown());
    assertThrows(SettingsException.class, () -> put("new", 1));
    assertThrows(SettingsException.class, () -> put("books", 2));
    put("books", 1, "127.0.0.1:9002");
    assertEquals("stamp.jar", jarOf("books"));
    registry.apply(new Change.Delete("books"));
    assertEquals(List.of("stamp orphaned [shop]"), shown());
    assertTrue(filters.noneEnded());
    registry.apply(new Change.Delete("shop"));
    assertEquals("stamp 9", filters.awaitEnd());
    assertEquals(List.of(), shown());
  }

  @Test
  void whatComesBackTakesThePlaceOfWhatWasOrphaned() throws Exception {
    drop("stamp.jar", "stamp 9");
    swap.reload();
    put("books", 1);
    Files.delete(folder.resolve("stamp.jar"));
    swap.reload();
    drop("other.jar", "stamp 8");
    assertChanges(swap.reload(), List.of("other.jar"), List.of(), List.of());
    assertEquals("stamp 9", filters.awaitEnd());
    assertEquals("other.jar", jarOf("books"));
  }

  @Test
  void aNewFileNameWithAnOldPluginNameIsAReplacement() throws Exception {
    drop("stamp-1.jar", "stamp 9");
    swap.reload();
    put("books", 1);
    Files.delete(folder.resolve("stamp-1.jar"));
    drop("stamp-2.jar", "stamp 8");
    assertChanges(swap.reload(), List.of(), List.of("stamp-2.jar"), List.of());
    assertEquals("stamp 9", filters.awaitEnd());
    assertEquals("stamp-2.jar", jarOf("books"));
  }

  @Test
  void aVersionThatLacksAPluginLeavesThatOneOrphaned() throws Exception {
    drop("stamp.jar", "stamp 9\nother 1");
    swap.reload();
    put("books", 1);
    drop("stamp.jar", "other 2");
    assertChanges(swap.reload(), List.of(), List.of("stamp.jar"), List.of());
    assertEquals(List.of("other active []", "stamp orphaned [books]"), shown());
    assertTrue(filters.noneEnded());
  }

  @Test
  void aNameThatIsTakenIsRefusedNamingBothModules() throws Exception {
    drop("stamp.jar", "stamp 9");
    swap.reload();
    drop("another.jar", "stamp 8");
    SwapReport report = swap.reload();
    assertChanges(report, List.of(), List.of(), List.of());
    String reason = report.refused().getFirst().reason();
    assertTrue(reason.contains("module.stamp.jar"), reason);
    assertTrue(reason.contains("module.another.jar"), reason);
    assertEquals("stamp 8", filters.awaitEnd());
    Files.delete(folder.resolve("stamp.jar"));
    assertChanges(swap.reload(), List.of(), List.of("another.jar"), List.of());
  }

  @Test
  void whatIsBrokenIsToldAndWhatItWouldReplaceServesOn() throws Exception {
    drop("stamp.jar", "stamp 9");
    swap.reload();
    put("books", 1);
    drop("stamp.jar", "broken");
    drop("new.jar", "broken");
    drop("sound.jar", "sound 1");
    SwapReport report = swap.reload();
    assertChanges(report, List.of("sound.jar"), List.of(), List.of());
    assertEquals(
        List.of(
            "plugin " + folder.resolve("stamp.jar") + " is not used: it is broken",
            "plugin " + folder.resolve("new.jar") + " is not used: it is broken"),
        swap.faults());
    assertEquals(List.of("sound active []", "stamp active [books]"), shown());
    assertTrue(filters.noneEnded());
  }

  @Test
  void aMissingFolderHoldsNothing() {
    assertChanges(swap(folder.resolve("none")).reload(), List.of(), List.of(), List.of());
  }
}
