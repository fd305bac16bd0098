package io.sluice.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.EndpointState;
import io.sluice.runtime.exchange.ReadyEndpoint;
import io.sluice.runtime.exchange.RequestHeads;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.metrics.RegistryMeters;
import io.sluice.runtime.registry.Change.Boot;
import io.sluice.runtime.registry.Change.Delete;
import io.sluice.runtime.registry.Change.Put;
import io.sluice.runtime.registry.Change.ReplaceEndpoints;
import io.sluice.runtime.registry.ChangeResult.Applied;
import io.sluice.runtime.registry.ChangeResult.ReadOnly;
import io.sluice.runtime.registry.ChangeResult.Unknown;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RegistryTest {

  private static final Endpoint ONE = Endpoint.parse("127.0.0.1:9001");
  private static final Endpoint TWO = Endpoint.parse("127.0.0.1:9002");
  private static final Defaults DEFAULTS =
      ServiceSpecReader.readDefaults(
          Settings.of(Map.of("balancer", "first", "limiter", "all", "probe", "well")),
          "/{name}",
          Timeouts.DEFAULTS);

  private final FakePlugins plugins = new FakePlugins();
  private final FakeHealth health = new FakeHealth();
  private final Registry registry =
      new Registry(plugins.factory(), health, RegistryMeters.NONE, DEFAULTS);
  private final ServiceSpecReader reader =
      new ServiceSpecReader(DEFAULTS, Set.of(), new AddressPolicy(_ -> false));

  @AfterEach
  void everythingIsClosedAtTheEnd() {
    registry.close();
    assertEquals(List.of(), plugins.living());
    assertEquals(0, health.count());
  }

  private ChangeResult endpoints(String name, Endpoint... endpoints) {
    return registry.apply(
        new ReplaceEndpoints(name, List.of(endpoints).stream().map(EndpointSpec::of).toList()));
  }

  private ChangeResult put(String name, Map<String, ?> document) {
    return registry.apply(new Put(reader.service(name, Settings.of(document))));
  }

  private Service service(String name) {
    Service service = registry.snapshots().current().services().get(name);
    return Objects.requireNonNull(service);
  }

  private List<Endpoint> ready(String name) {
    return service(name).rotation().ready().stream().map(c -> c.endpoint()).toList();
  }

  private static void assertApplied(long revision, boolean created, ChangeResult result) {
    Applied applied = assertInstanceOf(Applied.class, result);
    assertEquals(revision, applied.revision());
    assertEquals(created, applied.created());
  }

  @Test
  void aServiceIsReachedTheMomentItIsRegistered() {
    assertApplied(1, true, endpoints("books", ONE, TWO));
    assertEquals(List.of(ONE, TWO), ready("books"));
    assertSame(
        service("books"),
        registry
            .snapshots()
            .current()
            .routes()
            .find(RequestHeads.get("h", "/books/1"))
            .orElseThrow()
            .service());
    assertEquals(2, health.count());
  }

  @Test
  void anEndpointThatStaysKeepsItsFiguresItsHealthAndItsProbes() {
    endpoints("books", ONE, TWO);
    ReadyEndpoint before = (ReadyEndpoint) service("books").rotation().ready().getFirst();
    before.live().begin();
    health.of("books", ONE).becomes(EndpointState.DOWN);
    Service service = service("books");
    endpoints("books", ONE);
    assertSame(service, service("books"));
    assertEquals(1, registry.view("books").orElseThrow().endpoints().getFirst().inFlight());
    assertEquals(List.of(), ready("books"));
    assertEquals(1, health.of("books", ONE).begun());
    assertEquals(1, health.count());
    health.of("books", ONE).becomes(EndpointState.UP);
    ReadyEndpoint after = (ReadyEndpoint) service("books").rotation().ready().getFirst();
    assertSame(before.live(), after.live());
  }

  @Test
  void whatIsDownGetsNoRequestsUntilItIsUp() {
    endpoints("books", ONE, TWO);
    health.of("books", ONE).becomes(EndpointState.DOWN);
    assertEquals(List.of(TWO), ready("books"));
    health.of("books", ONE).becomes(EndpointState.UP);
    assertEquals(List.of(ONE, TWO), ready("books"));
  }

  @Test
  void onlyWhatChangesIsMadeAnew() {
    endpoints("books", ONE);
    Service before = service("books");
    put("books", Map.of("endpoints", List.of("127.0.0.1:9001"), "balancer", Map.of("size", 2)));
    registry.retire();
    assertSame(before, service("books"));
    assertEquals(List.of("balancer books 2", "limiter books 1", "probe books 1"), plugins.living());
    put("books", Map.of("endpoints", List.of("127.0.0.1:9001"), "limiter", Map.of("size", 3)));
    registry.retire();
    assertNotSame(before, service("books"));
    assertEquals(List.of("balancer books 1", "limiter books 3", "probe books 1"), plugins.living());
  }

  @Test
  void filtersThatStayAreTakenOver() {
    Map<String, Object> two = Map.of("name", "through", "size", 2);
    put("books", Map.of("endpoints", List.of(), "filters", List.of("through", two)));
    put("books", Map.of("endpoints", List.of(), "filters", List.of(two, two)));
    assertEquals(2, service("books").filters().size());
    registry.retire();
    assertEquals(
        List.of("filter books 2", "filter books 2"),
        plugins.living().stream().filter(name -> name.startsWith("filter")).toList());
  }

  @Test
  void aProbeChangeBeginsAnewWithTheHealthKept() {
    endpoints("books", ONE);
    health.of("books", ONE).becomes(EndpointState.DOWN);
    put("books", Map.of("endpoints", List.of("127.0.0.1:9001"), "probe", Map.of("fall", 1)));
    assertEquals(2, health.of("books", ONE).begun());
    assertEquals(List.of(), ready("books"));
  }

  @Test
  void aFaultChangesNothingAndLeavesNothingBehind() {
    endpoints("books", ONE);
    ServiceView before = registry.view("books").orElseThrow();
    List<String> living = plugins.living();
    Map<String, ?> bad =
        Map.of(
            "endpoints",
            List.of(),
            "limiter",
            Map.of("size", 5),
            "filters",
            List.of("through", Map.of("name", "through", "size", 10)));
    SettingsException fault = assertThrows(SettingsException.class, () -> put("books", bad));
    assertEquals("/filters/1/size", fault.pointer());
    assertEquals(before, registry.view("books").orElseThrow());
    assertEquals(living, plugins.living());
    assertEquals(1, registry.snapshots().current().revision());
  }

  @Test
  void anUnknownPluginAndAnUnknownSettingAreNamed() {
    Map<String, ?> plugin = Map.of("endpoints", List.of(), "balancer", "furst");
    SettingsException unknown = assertThrows(SettingsException.class, () -> put("books", plugin));
    assertEquals("/balancer/name", unknown.pointer());
    assertTrue(unknown.problem().contains("did you mean \"first\"?"), unknown.problem());
    Map<String, ?> setting = Map.of("endpoints", List.of(), "probe", Map.of("sizes", 1));
    assertEquals(
        "/probe/sizes",
        assertThrows(SettingsException.class, () -> put("books", setting)).pointer());
    assertEquals(List.of(), plugins.living());
  }

  @Test
  void aRouteLeadsToOneServiceOnly() {
    endpoints("books", ONE);
    Map<String, ?> same = Map.of("endpoints", List.of(), "paths", List.of("/x", "/books"));
    SettingsException taken = assertThrows(SettingsException.class, () -> put("shop", same));
    assertEquals("/paths", taken.pointer());
    assertTrue(
        taken.problem().contains("shop") && taken.problem().contains("books"), taken.problem());
    put(
        "shop",
        Map.of("endpoints", List.of(), "paths", List.of("/books"), "hosts", List.of("a.b")));
    assertEquals("shop", found("a.b", "/books"));
    assertEquals("books", found("c.d", "/books"));
  }

  private String found(String host, String path) {
    return registry
        .snapshots()
        .current()
        .routes()
        .find(RequestHeads.get(host, path))
        .orElseThrow()
        .service()
        .name();
  }

  @Test
  void deletingEndsTheWatchesAndTheRoutes() {
    endpoints("books", ONE);
    assertApplied(2, false, registry.apply(new Delete("books")));
    assertTrue(registry.view("books").isEmpty());
    assertTrue(
        registry.snapshots().current().routes().find(RequestHeads.get("h", "/books")).isEmpty());
    assertEquals(0, health.count());
    assertEquals(new Unknown("service books"), registry.apply(new Delete("books")));
  }

  @Test
  void servicesOfTheConfigurationAreReadOnlyAndComeAllOrNone() {
    ServiceSpec good = DEFAULTS.service("good", List.of(EndpointSpec.of(ONE)));
    ServiceSpec bad =
        reader.service(
            "bad", Settings.of(Map.of("endpoints", List.of(), "limiter", Map.of("size", 0))));
    SettingsException fault =
        assertThrows(
            SettingsException.class,
            () -> registry.apply(new Boot(Map.of(good, "/services/good", bad, "/services/bad"))));
    assertEquals("/services/bad/limiter/size", fault.pointer());
    assertEquals(List.of(), registry.views());
    assertEquals(List.of(), plugins.living());
    registry.apply(new Boot(Map.of(good, "/services/good")));
    assertTrue(registry.view("good").orElseThrow().readOnly());
    assertEquals(new ReadOnly("good"), endpoints("good", TWO));
    assertEquals(new ReadOnly("good"), registry.apply(new Delete("good")));
  }

  @Test
  void aFaultInTheDefaultsIsFoundBeforeAnyServiceIsThere() {
    registry.tryDefaults("/defaults");
    assertEquals(List.of(), plugins.living());
    Defaults wrong =
        ServiceSpecReader.readDefaults(
            Settings.of(Map.of("balancer", Map.of("name", "first", "syze", 2))),
            "/{name}",
            Timeouts.DEFAULTS);
    try (Registry other = new Registry(plugins.factory(), health, RegistryMeters.NONE, wrong)) {
      SettingsException fault =
          assertThrows(SettingsException.class, () -> other.tryDefaults("/defaults"));
      assertEquals("/defaults/balancer/syze", fault.pointer());
    }
  }

  @Test
  void anInstanceIsClosedWhenTheLastRequestThatMayUseItHasEnded() {
    endpoints("books", ONE);
    SnapshotUse.Slot slot = registry.snapshots().open();
    Service held = slot.enter().services().getOrDefault("books", service("books"));
    registry.apply(new Delete("books"));
    registry.retire();
    assertEquals(3, plugins.living().size());
    assertEquals(List.of(ONE), held.rotation().ready().stream().map(c -> c.endpoint()).toList());
    slot.leave();
    registry.retire();
    assertEquals(List.of(), plugins.living());
    slot.close();
  }
}
