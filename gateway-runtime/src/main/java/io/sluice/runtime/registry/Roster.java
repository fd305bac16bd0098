package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.Candidate;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.exchange.ReadyEndpoint;
import io.sluice.runtime.exchange.Rotation;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.metrics.RegistryMeters;
import io.sluice.runtime.registry.HealthCheck.Probing;
import io.sluice.runtime.registry.HealthCheck.Watch;
import io.sluice.runtime.registry.ServiceView.EndpointView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The endpoints of one service with their live figures and the watches over them. Publishes the
 * service's rotation whenever one comes, goes, or becomes ready or not.
 *
 * <p>Lives as long as the service is registered. The registry's writer changes it, watches report
 * to it on their own threads, anybody looks at it; a lock keeps them apart, under which the
 * balancer makes its pickers.
 */
final class Roster {

  private final String name;
  private final HealthCheck health;
  private final RegistryMeters meters;
  private final ReentrantLock lock = new ReentrantLock();
  private Service service;
  private Balancer balancer;
  private Probing probing = new Probing.Off();
  private Map<Endpoint, Member> members = Map.of();

  private record Member(LiveEndpoint live, int weight, Watch watch) {

    boolean isReady() {
      return watch.health().state().isReady();
    }

    EndpointView view() {
      return new EndpointView(
          new EndpointSpec(live.endpoint(), weight),
          watch.health(),
          live.inFlight(),
          live.probeLatencyNanos());
    }
  }

  /** A roster without endpoints. */
  Roster(Service service, Balancer balancer, HealthCheck health, RegistryMeters meters) {
    this.name = service.name();
    this.service = service;
    this.balancer = balancer;
    this.health = health;
    this.meters = meters;
  }

  /**
   * Serves from these endpoints from now on. One that was there before keeps its figures, its
   * health and, unless the probing has changed, the rhythm of its probes. New ones are ready at
   * once.
   */
  void update(Service next, Balancer nextBalancer, Probing nextProbing, List<EndpointSpec> specs) {
    lock.lock();
    try {
      Map<Endpoint, Member> before = members;
      Service formerly = service;
      service = next;
      balancer = nextBalancer;
      members = membersOf(specs, before);
      publish();
      if (formerly != next) {
        formerly.publish(next.rotation()); // its last requests know the new endpoints, too
      }
      boolean otherProbing = !nextProbing.equals(probing);
      probing = nextProbing;
      members.forEach((endpoint, member) -> {
        if (otherProbing || !before.containsKey(endpoint)) {
          member.watch().begin(nextProbing);
        }
      });
      before.forEach((endpoint, member) -> {
        if (!members.containsKey(endpoint)) {
          end(member);
        }
      });
    } finally {
      lock.unlock();
    }
  }

  private Map<Endpoint, Member> membersOf(List<EndpointSpec> specs, Map<Endpoint, Member> before) {
    Map<Endpoint, Member> next = new LinkedHashMap<>();
    for (EndpointSpec spec : specs) {
      Member old = before.get(spec.endpoint());
      next.put(
          spec.endpoint(),
          old == null ? added(spec) : new Member(old.live(), spec.weight(), old.watch()));
    }
    return next;
  }

  private Member added(EndpointSpec spec) {
    LiveEndpoint live = new LiveEndpoint(spec.endpoint());
    meters.endpointAdded(name, live);
    return new Member(live, spec.weight(), health.watch(name, live, this::readinessChanged));
  }

  private void end(Member member) {
    member.watch().close();
    meters.endpointGone(name, member.live().endpoint());
  }

  private void readinessChanged() {
    lock.lock();
    try {
      publish();
    } finally {
      lock.unlock();
    }
  }

  private void publish() {
    List<Candidate> ready = new ArrayList<>();
    for (Member member : members.values()) {
      if (member.isReady()) {
        ready.add(new ReadyEndpoint(member.live(), member.weight()));
      }
    }
    service.publish(
        ready.isEmpty() ? Rotation.EMPTY : new Rotation(ready, balancer.newPicker(ready)));
  }

  /** Its endpoints at this moment, in the order of registration. */
  List<EndpointView> views() {
    lock.lock();
    try {
      return members.values().stream().map(Member::view).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the watches. The rotation stays for requests that are under way. */
  void close() {
    lock.lock();
    try {
      members.values().forEach(this::end);
      members = Map.of();
    } finally {
      lock.unlock();
    }
  }
}
