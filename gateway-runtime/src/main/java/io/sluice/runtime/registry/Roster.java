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
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The endpoints of one service with their live figures and the watches over them. Publishes the
 * service's rotation whenever one comes, goes, becomes ready or not, or begins or ceases to drain.
 *
 * <p>Lives as long as the service is registered. The registry's writer changes it, watches report
 * to it on their own threads, anybody looks at it; a lock keeps them apart, under which the
 * balancer makes its pickers.
 */
final class Roster {

  private final String name;
  private final EndpointCare care;
  private final RegistryMeters meters;
  private final ReentrantLock lock = new ReentrantLock();
  private Service service;
  private Balancer balancer;
  private Probing probing = new Probing.Off();
  private List<EndpointSpec> specs = List.of();

  /** The watches over names, by the endpoint as it is registered. */
  private Map<Endpoint, NameWatch> names = Map.of();

  /** By their own address. */
  private Map<Endpoint, Member> members = Map.of();

  private boolean closed;

  /**
   * @param spec what it is registered as
   */
  private record Member(LiveEndpoint live, EndpointSpec spec, Watch watch) {

    boolean isReady() {
      return !spec.drain() && watch.health().state().isReady();
    }
  }

  private record NameWatch(Lookup lookup, Names.Watch watch) {}

  /** A roster without endpoints. */
  Roster(Service service, Balancer balancer, EndpointCare care, RegistryMeters meters) {
    this.name = service.name();
    this.service = service;
    this.balancer = balancer;
    this.care = care;
    this.meters = meters;
  }

  /**
   * Serves from these endpoints from now on. One that was there before keeps its figures, its
   * health and, unless the probing has changed, the rhythm of its probes. New ones are ready at
   * once.
   */
  void update(Service next, Balancer nextBalancer, Probing nextProbing, List<EndpointSpec> all) {
    lock.lock();
    try {
      service = next;
      balancer = nextBalancer;
      boolean otherProbing = !nextProbing.equals(probing);
      probing = nextProbing;
      specs = all;
      watchNames();
      Map<Endpoint, Member> before = members;
      arrange();
      if (otherProbing) {
        members.forEach((endpoint, member) -> {
          if (before.containsKey(endpoint)) {
            member.watch().begin(nextProbing);
          }
        });
      }
    } finally {
      lock.unlock();
    }
  }

  /** A watch that goes on is taken over with what it knows. */
  private void watchNames() {
    Map<Endpoint, NameWatch> before = names;
    Map<Endpoint, NameWatch> next = new HashMap<>();
    for (EndpointSpec spec : specs) {
      if (spec.lookup() instanceof Lookup.All all) {
        NameWatch old = before.get(spec.endpoint());
        next.put(spec.endpoint(), old != null && old.lookup().equals(all) ? old : watch(spec, all));
      }
    }
    names = next;
    before.forEach((endpoint, old) -> {
      if (!old.equals(next.get(endpoint))) {
        old.watch().close();
      }
    });
  }

  private NameWatch watch(EndpointSpec spec, Lookup.All all) {
    Names.Watch watch =
        care.names().watch(name, spec.endpoint(), all.refresh(), this::addressesChanged);
    return new NameWatch(all, watch);
  }

  private void addressesChanged() {
    lock.lock();
    try {
      if (!closed) {
        arrange();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Brings members and rotation in line with what is registered and what names lead to. */
  private void arrange() {
    Map<Endpoint, Member> before = members;
    members = membersOf(before);
    publish();
    members.forEach((endpoint, member) -> {
      Member old = before.get(endpoint);
      if (old == null) {
        member.watch().begin(probing);
      }
      if (member.spec().drain() != (old != null && old.spec().drain())) {
        drainingChanged(member);
      }
    });
    before.forEach((endpoint, member) -> {
      if (!members.containsKey(endpoint)) {
        end(member);
      }
    });
  }

  private Map<Endpoint, Member> membersOf(Map<Endpoint, Member> before) {
    Map<Endpoint, Member> next = new LinkedHashMap<>();
    Lineup.of(specs, this::addressesOf)
        .forEach((endpoint, spec) -> {
          Member old = before.get(endpoint);
          next.put(
              endpoint,
              old == null ? added(endpoint, spec) : new Member(old.live(), spec, old.watch()));
        });
    return next;
  }

  private List<InetAddress> addressesOf(Endpoint endpoint) {
    NameWatch known = names.get(endpoint);
    return known == null ? List.of() : known.watch().answer().addresses();
  }

  private Member added(Endpoint endpoint, EndpointSpec spec) {
    LiveEndpoint live = new LiveEndpoint(endpoint);
    meters.endpointAdded(name, live);
    return new Member(live, spec, care.health().watch(name, live, this::readinessChanged));
  }

  private void drainingChanged(Member member) {
    boolean drains = member.spec().drain();
    if (drains) {
      member.live().withdraw(care.ticker().nanos());
    } else {
      member.live().readmit();
    }
    meters.endpointDraining(name, member.live().endpoint(), drains);
  }

  private void end(Member member) {
    member.live().withdraw(care.ticker().nanos());
    member.watch().close();
    meters.endpointGone(name, member.live().endpoint());
    care.onGone().accept(member.live().endpoint());
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
        ready.add(new ReadyEndpoint(member.live(), member.spec().weight()));
      }
    }
    service.publish(
        ready.isEmpty() ? Rotation.EMPTY : new Rotation(ready, balancer.newPicker(ready)));
  }

  /** Its endpoints at this moment, in the order of registration. */
  List<EndpointView> views() {
    lock.lock();
    try {
      return members.values().stream().map(this::view).toList();
    } finally {
      lock.unlock();
    }
  }

  private EndpointView view(Member member) {
    NameWatch known = names.get(member.spec().endpoint());
    return new EndpointView(
        member.live().endpoint(),
        member.spec(),
        member.watch().health(),
        member.live().inFlight(),
        member.live().probeLatencyNanos(),
        known == null ? "" : known.watch().answer().problem());
  }

  /**
   * Ends the watches. The rotation stays for requests that are under way, until its endpoints have
   * been withdrawn for a while.
   */
  void close() {
    lock.lock();
    try {
      closed = true;
      names.values().forEach(known -> known.watch().close());
      names = Map.of();
      members.values().forEach(this::end);
      members = Map.of();
    } finally {
      lock.unlock();
    }
  }
}
