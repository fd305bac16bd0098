package io.sluice.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.balancer.Pick;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.runtime.exchange.ClientBounds;
import io.sluice.runtime.exchange.EndpointState;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.exchange.ReadyEndpoint;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.lifetime.Lifetimes;
import io.sluice.runtime.metrics.RegistryMeters;
import io.sluice.runtime.metrics.ServiceMeters;
import io.sluice.runtime.registry.HealthCheck.Probing;
import io.sluice.runtime.registry.ServiceView.EndpointView;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RosterTest {

  private static final EndpointSpec ONE = EndpointSpec.of(Endpoint.parse("10.0.0.1:80"));
  private static final EndpointSpec TWO = EndpointSpec.of(Endpoint.parse("10.0.0.2:80"));
  private static final EndpointSpec NAME =
      new EndpointSpec(
          Endpoint.parse("a.example:80"),
          4,
          false,
          Duration.ZERO,
          new Lookup.All(Lookup.All.USUAL));

  private final FakeHealth health = new FakeHealth();
  private final FakeNames names = new FakeNames();
  private final List<Endpoint> gone = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final AtomicLong now = new AtomicLong(7);
  private final Lifetimes lifetimes = new Lifetimes(now::get);
  private final Service service =
      new Service(
          "books", _ -> LimitDecision.ADMITTED, List.of(), Timeouts.DEFAULTS, ServiceMeters.NONE);
  private final Roster roster =
      new Roster(
          service,
          ready -> _ -> new Pick.Picked(ready.getFirst()),
          new EndpointCare(health, names, lifetimes, this::happened, gone::add, now::get),
          RegistryMeters.NONE);

  private void happened(String type, Map<String, ?> data) {
    events.add(type + " " + data.get("endpoint"));
  }

  private void update(EndpointSpec... specs) {
    update(service, specs);
  }

  private void update(Service next, EndpointSpec... specs) {
    roster.update(
        next, ready -> _ -> new Pick.Picked(ready.getFirst()), new Probing.Off(), List.of(specs));
  }

  private List<String> ready() {
    return service.rotation().ready().stream()
        .map(one -> one.endpoint() + " " + one.weight())
        .toList();
  }

  private LiveEndpoint live(int index) {
    return ((ReadyEndpoint) service.rotation().ready().get(index)).live();
  }

  private List<String> states() {
    return roster.views().stream().map(EndpointView::state).toList();
  }

  @Test
  void whatDrainsGetsNoRequestsEvenIfAllOthersAreDown() {
    update(ONE, TWO);
    LiveEndpoint one = live(0);
    update(ONE.draining(true), TWO);
    assertEquals(List.of("10.0.0.2:80 1"), ready());
    assertEquals(List.of("draining", "unknown"), states());
    assertTrue(one.isWithdrawn());
    assertEquals(7, one.withdrawnNanos());
    health.of("books", TWO.endpoint()).becomes(EndpointState.DOWN);
    assertEquals(List.of(), ready());
    assertEquals(1, health.of("books", ONE.endpoint()).begun());
  }

  @Test
  void whatDrainsNoMoreIsTheSameAsBefore() {
    update(ONE, TWO);
    LiveEndpoint one = live(0);
    update(ONE.draining(true), TWO);
    update(ONE, TWO);
    assertSame(one, live(0));
    assertFalse(one.isWithdrawn());
  }

  @Test
  void whatDrainsFromTheStartIsWithdrawnFromTheStart() {
    update(ONE.draining(true));
    assertEquals(List.of(), ready());
    assertEquals(List.of("draining"), states());
  }

  @Test
  void whatIsTakenOutIsWithdrawnAndItsConnectionsAreLetGo() {
    update(ONE, TWO);
    LiveEndpoint one = live(0);
    update(TWO);
    assertTrue(one.isWithdrawn());
    assertEquals(List.of(ONE.endpoint()), gone);
    LiveEndpoint two = live(0);
    roster.close();
    assertTrue(two.isWithdrawn());
    assertEquals(List.of(ONE.endpoint(), TWO.endpoint()), gone);
  }

  @Test
  void requestsThatBeganWithAnyFormerPoliciesKnowTheNewestEndpoints() {
    update(ONE);
    Service second =
        service.with(service.limiter(), List.of(), Timeouts.DEFAULTS, ClientBounds.NONE);
    update(second, ONE);
    Service third = second.with(service.limiter(), List.of(), Timeouts.DEFAULTS, ClientBounds.NONE);
    update(third, TWO);
    assertEquals(List.of("10.0.0.2:80 1"), ready());
    health.of("books", TWO.endpoint()).becomes(EndpointState.DOWN);
    assertEquals(List.of(), ready());
  }

  @Test
  void theAddressesOfANameComeAndGoAndThoseThatStayKeepTheirFigures() {
    update(NAME);
    assertEquals(List.of("a.example:80 4"), ready());
    names.answers(NAME.endpoint(), "10.0.0.1", "10.0.0.2");
    assertEquals(List.of("10.0.0.1:80 4", "10.0.0.2:80 4"), ready());
    assertEquals(List.of(NAME.endpoint()), gone);
    LiveEndpoint two = live(1);
    two.begin();
    names.answers(NAME.endpoint(), "10.0.0.2", "10.0.0.3");
    assertEquals(List.of("10.0.0.2:80 4", "10.0.0.3:80 4"), ready());
    assertSame(two, live(0));
    assertEquals(1, health.of("books", TWO.endpoint()).begun());
    EndpointView view = roster.views().getFirst();
    assertEquals(TWO.endpoint(), view.endpoint());
    assertEquals(NAME, view.spec());
    assertEquals(1, view.inFlight());
  }

  @Test
  void whatComesAndGoesIsTold() {
    update(NAME);
    names.answers(NAME.endpoint(), "10.0.0.2");
    update(NAME.draining(true));
    roster.close();
    assertEquals(
        List.of(
            "endpoint.added a.example:80",
            "endpoint.added 10.0.0.2:80",
            "endpoint.removed a.example:80",
            "endpoint.state 10.0.0.2:80",
            "endpoint.removed 10.0.0.2:80"),
        events);
  }

  @Test
  void drainingANameDrainsAllItsAddresses() {
    update(NAME, ONE);
    names.answers(NAME.endpoint(), "10.0.0.2", "10.0.0.3");
    update(NAME.draining(true), ONE);
    assertEquals(List.of("10.0.0.1:80 1"), ready());
    assertEquals(List.of("draining", "draining", "unknown"), states());
    names.answers(NAME.endpoint(), "10.0.0.4");
    assertEquals(List.of("draining", "unknown"), states());
    assertEquals(List.of("10.0.0.1:80 1"), ready());
  }

  @Test
  void aNameIsWatchedAsLongAsItIsRegisteredForAllItsAddresses() {
    update(NAME);
    update(NAME, ONE);
    assertEquals(List.of("a.example:80"), names.watched());
    update(EndpointSpec.of(NAME.endpoint()));
    assertEquals(List.of(), names.watched());
    update(NAME);
    roster.close();
    assertEquals(List.of(), names.watched());
  }

  @Test
  void whoseTimeIsOverGetsNothingUntilItIsRenewed() {
    EndpointSpec guest =
        new EndpointSpec(ONE.endpoint(), 1, false, Duration.ofSeconds(5), Lookup.DEFAULT);
    update(guest, TWO);
    assertEquals(1, lifetimes.count());
    LiveEndpoint one = live(0);
    now.addAndGet(Duration.ofSeconds(5).toNanos());
    assertEquals(Map.of("books", Set.of(ONE.endpoint())), lifetimes.take());
    roster.suspend(Set.of(ONE.endpoint(), TWO.endpoint()));
    assertEquals(List.of("10.0.0.2:80 1"), ready());
    assertEquals(List.of("draining", "unknown"), states());
    assertTrue(one.isWithdrawn());
    roster.resume(ONE.endpoint());
    assertEquals(List.of("10.0.0.1:80 1", "10.0.0.2:80 1"), ready());
    assertFalse(one.isWithdrawn());
    roster.suspend(Set.of(ONE.endpoint()));
    update(ONE, TWO);
    assertEquals(List.of("10.0.0.1:80 1", "10.0.0.2:80 1"), ready());
    assertEquals(0, lifetimes.count());
  }

  @Test
  void aProbeOfANameIsOneOfEachOfItsAddresses() throws InterruptedException {
    update(NAME, ONE);
    names.answers(NAME.endpoint(), "10.0.0.2", "10.0.0.3");
    assertEquals(
        List.of("10.0.0.2:80", "10.0.0.3:80"),
        roster.probe(NAME.endpoint()).stream().map(each -> each.endpoint().authority()).toList());
    assertEquals(1, roster.probe(ONE.endpoint()).size());
    assertEquals(List.of(), roster.probe(TWO.endpoint()));
  }

  @Test
  void whatIsWrongWithALookUpIsShown() {
    update(NAME);
    names.answers(NAME.endpoint(), "10.0.0.2");
    names.fails(NAME.endpoint(), "not known");
    EndpointView view = roster.views().getFirst();
    assertEquals(TWO.endpoint(), view.endpoint());
    assertEquals("not known", view.nameProblem());
  }

  /** Names that lead where the test says. One thread. */
  private static final class FakeNames implements Names {

    private final Map<Endpoint, Runnable> watched = new HashMap<>();
    private final Map<Endpoint, Answer> answers = new HashMap<>();

    @Override
    public Watch watch(String service, Endpoint endpoint, Duration refresh, Runnable onChange) {
      watched.put(endpoint, onChange);
      return new Watch() {
        @Override
        public Answer answer() {
          return answers.getOrDefault(endpoint, new Answer(List.of(), Instant.EPOCH, ""));
        }

        @Override
        public void close() {
          watched.remove(endpoint, onChange);
        }
      };
    }

    List<String> watched() {
      return watched.keySet().stream().map(Endpoint::authority).sorted().toList();
    }

    void answers(Endpoint endpoint, String... addresses) {
      List<InetAddress> found = List.of(addresses).stream().map(InetAddress::ofLiteral).toList();
      answers.put(endpoint, new Answer(found, Instant.EPOCH, ""));
      watched.getOrDefault(endpoint, () -> {}).run();
    }

    void fails(Endpoint endpoint, String problem) {
      answers.computeIfPresent(
          endpoint, (_, old) -> new Answer(old.addresses(), old.since(), problem));
    }
  }
}
