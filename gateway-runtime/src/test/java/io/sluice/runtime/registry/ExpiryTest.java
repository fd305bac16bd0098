package io.sluice.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.plugin.Settings;
import io.sluice.runtime.events.Events;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.history.Revision;
import io.sluice.runtime.lifetime.Lifetimes;
import io.sluice.runtime.metrics.RegistryMeters;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Endpoints that stay only for a time, in virtual time. */
final class ExpiryTest {

  private static final Endpoint HOST = Endpoint.parse("10.0.0.1:80");
  private static final Endpoint GUEST = Endpoint.parse("10.0.0.2:80");
  private static final Endpoint OTHER = Endpoint.parse("10.0.0.3:80");
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final ServiceSpecReader READER =
      new ServiceSpecReader(
          ServiceSpecReader.readDefaults(
              Settings.of(Map.of("balancer", "first")), "/{name}", Timeouts.DEFAULTS),
          Set.of(),
          new AddressPolicy(_ -> false));

  private final AtomicLong now = new AtomicLong();
  private final FakePlugins plugins = new FakePlugins();
  private final FakeArchive archive = new FakeArchive();
  private final Registry registry = registry();

  private Registry registry() {
    EndpointCare care =
        new EndpointCare(
            new FakeHealth(),
            Names.UNWATCHED,
            new Lifetimes(now::get),
            Events.NONE,
            _ -> {},
            now::get);
    return new Registry(
        plugins.factory(), care, RegistryMeters.NONE, READER, archive, () -> Instant.EPOCH);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private static EndpointSpec guest(Endpoint endpoint, Duration ttl) {
    return new EndpointSpec(endpoint, 1, false, ttl, Lookup.DEFAULT);
  }

  private void register(String service, EndpointSpec... specs) {
    registry.apply(new Change.ReplaceEndpoints(service, List.of(specs)));
  }

  private void put(String service, EndpointSpec spec) {
    assertInstanceOf(
        ChangeResult.Applied.class, registry.apply(new Change.PutEndpoint(service, spec, true)));
  }

  private void after(Duration time) {
    now.addAndGet(time.toNanos());
    registry.expire();
  }

  private static List<EndpointSpec> specs(Registry where, String service) {
    return assertInstanceOf(ServiceSpec.class, where.view(service).orElseThrow().spec())
        .endpoints();
  }

  private static List<Endpoint> registered(Registry where, String service) {
    return specs(where, service).stream().map(EndpointSpec::endpoint).toList();
  }

  private List<Endpoint> registered(String service) {
    return registered(registry, service);
  }

  private List<Endpoint> ready(String service) {
    return Objects.requireNonNull(registry.snapshots().current().services().get(service))
        .rotation()
        .ready()
        .stream()
        .map(candidate -> candidate.endpoint())
        .toList();
  }

  @Test
  void whatIsDueTogetherGoesByOneRevisionOfItsOwn() {
    register("books", EndpointSpec.of(HOST), guest(GUEST, TEN), guest(OTHER, TEN));
    register("shop", guest(GUEST, TEN), guest(OTHER, TEN.plusSeconds(1)));
    after(TEN.minusNanos(1));
    assertEquals(2, registry.revision());
    after(Duration.ofNanos(1));
    assertEquals(3, registry.revision());
    assertEquals(List.of(HOST), registered("books"));
    assertEquals(List.of(OTHER), registered("shop"));
    Revision revision = registry.revision(3).orElseThrow();
    assertEquals("ttl", revision.author());
    assertEquals("3 endpoints not renewed", revision.what());
    assertEquals(List.of("books", "shop"), revision.services());
    after(Duration.ofSeconds(1));
    assertEquals(
        "endpoint 10.0.0.3:80 of service shop not renewed",
        registry.revision(4).orElseThrow().what());
    after(TEN);
    assertEquals(4, registry.revision());
  }

  @Test
  void aHeartbeatGivesTheWholeTimeAgainWithoutARevision() {
    register("books", guest(GUEST, TEN));
    after(TEN.minusNanos(1));
    assertTrue(registry.endpoints().renew("books", GUEST));
    assertFalse(registry.endpoints().renew("books", OTHER));
    assertFalse(registry.endpoints().renew("shop", GUEST));
    after(TEN.minusNanos(1));
    assertEquals(List.of(GUEST), registered("books"));
    assertEquals(1, registry.revision());
    after(Duration.ofNanos(1));
    assertEquals(List.of(), registered("books"));
    assertFalse(registry.endpoints().renew("books", GUEST));
  }

  @Test
  void puttingItAgainRenewsItToo() {
    register("books", guest(GUEST, TEN), EndpointSpec.of(HOST));
    after(TEN.minusNanos(1));
    put("books", guest(GUEST, TEN));
    assertEquals(1, registry.revision());
    after(TEN.minusNanos(1));
    put("books", guest(OTHER, TEN));
    registry.apply(new Change.DrainEndpoint("books", GUEST, true));
    after(Duration.ofNanos(1));
    assertEquals(List.of(HOST, OTHER), registered("books"));
  }

  @Test
  void whatIsKeptForEverIsRenewedWithoutEffect() {
    register("books", EndpointSpec.of(HOST));
    assertTrue(registry.endpoints().renew("books", HOST));
    after(Duration.ofDays(30));
    assertEquals(List.of(HOST), registered("books"));
  }

  @Test
  void whatCanNotBeTakenOutForGoodGetsNothingAndIsTriedAgain() {
    register("books", EndpointSpec.of(HOST), guest(GUEST, TEN));
    archive.fail(true);
    after(TEN);
    assertEquals(List.of(HOST, GUEST), registered("books"));
    assertEquals(List.of(HOST), ready("books"));
    archive.fail(false);
    after(Duration.ofMillis(999));
    assertEquals(List.of(HOST, GUEST), registered("books"));
    after(Duration.ofMillis(1));
    assertEquals(List.of(HOST), registered("books"));
  }

  @Test
  void aHeartbeatBringsBackWhatCouldNotBeTakenOut() {
    register("books", EndpointSpec.of(HOST), guest(GUEST, TEN), guest(OTHER, TEN));
    archive.fail(true);
    after(TEN);
    assertEquals(List.of(HOST), ready("books"));
    assertTrue(registry.endpoints().renew("books", GUEST));
    put("books", guest(OTHER, TEN));
    assertEquals(List.of(HOST, GUEST, OTHER), ready("books"));
    archive.fail(false);
    after(Duration.ofSeconds(1));
    assertEquals(List.of(HOST, GUEST, OTHER), ready("books"));
  }

  @Test
  void afterARestartEachHasItsWholeTimeAgain() throws IOException {
    register("books", guest(GUEST, TEN));
    after(TEN.minusNanos(1));
    try (Registry next = registry()) {
      next.restore();
      now.addAndGet(TEN.toNanos() - 1);
      next.expire();
      assertEquals(List.of(GUEST), registered(next, "books"));
      now.addAndGet(1);
      next.expire();
      assertEquals(List.of(), registered(next, "books"));
    }
  }

  @Test
  void aServiceThatIsNotThereIsRegisteredWithAnEndpointOnlyIfThatIsWished() {
    Change without = new Change.PutEndpoint("books", guest(GUEST, TEN), false);
    assertEquals(new ChangeResult.Unknown("service books"), registry.apply(without));
    put("books", guest(GUEST, TEN));
    assertEquals(List.of(GUEST), ready("books"));
  }

  @Test
  void drainingLeavesTheRestOfAnEndpointAsItIs() {
    register("books", new EndpointSpec(GUEST, 7), EndpointSpec.of(HOST));
    registry.apply(new Change.DrainEndpoint("books", GUEST, true));
    assertEquals(List.of(HOST), ready("books"));
    assertEquals(new EndpointSpec(GUEST, 7).draining(true), specs(registry, "books").getFirst());
    registry.apply(new Change.DrainEndpoint("books", GUEST, false));
    assertEquals(List.of(GUEST, HOST), ready("books"));
    assertEquals(
        new ChangeResult.Unknown("endpoint 10.0.0.3:80 of service books"),
        registry.apply(new Change.DrainEndpoint("books", OTHER, true)));
  }
}
