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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** Those whose time is over though they are still registered, as they are registered. */
  private Set<Endpoint> suspended = Set.of();

  private boolean closed;

  /**
   * @param spec what it is registered as
   * @param suspended whether its time is over
   */
  private record Member(LiveEndpoint live, EndpointSpec spec, boolean suspended, Watch watch) {

    boolean isReady() {
      return !isOut() && watch.health().state().isReady();
    }

    /** Whether it gets no requests however it is. */
    boolean isOut() {
      return suspended || spec.drain();
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
      care.lifetimes().declare(name, ttls());
      suspended = stillRegistered(suspended);
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

  private Map<Endpoint, Duration> ttls() {
    Map<Endpoint, Duration> ttls = new HashMap<>();
    specs.stream()
        .filter(EndpointSpec::expires)
        .forEach(spec -> ttls.put(spec.endpoint(), spec.ttl()));
    return ttls;
  }

  private Set<Endpoint> stillRegistered(Set<Endpoint> endpoints) {
    return specs.stream()
        .filter(EndpointSpec::expires)
        .map(EndpointSpec::endpoint)
        .filter(endpoints::contains)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Sends these, as they are registered, no more requests until they are resumed. */
  void suspend(Set<Endpoint> endpoints) {
    lock.lock();
    try {
      suspendOnly(Stream.concat(suspended.stream(), endpoints.stream()));
    } finally {
      lock.unlock();
    }
  }

  /** Sends one requests again, if it was suspended. */
  void resume(Endpoint endpoint) {
    lock.lock();
    try {
      if (suspended.contains(endpoint)) {
        suspendOnly(suspended.stream().filter(one -> !one.equals(endpoint)));
      }
    } finally {
      lock.unlock();
    }
  }

  private void suspendOnly(Stream<Endpoint> endpoints) {
    suspended = stillRegistered(endpoints.collect(Collectors.toSet()));
    arrange();
  }

  /** Probes an endpoint now, all of its addresses at the same time. */
  List<Endpoints.Probed> probe(Endpoint endpoint) throws InterruptedException {
    List<Callable<Optional<Endpoints.Probed>>> questions = new ArrayList<>();
    for (EndpointView view : views()) {
      if (view.spec().endpoint().equals(endpoint)) {
        questions.add(() -> probeOwn(view.endpoint()));
      }
    }
    List<Endpoints.Probed> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Optional<Endpoints.Probed>> answer : threads.invokeAll(questions)) {
        answer.resultNow().ifPresent(answers::add);
      }
    }
    return answers;
  }

  private Optional<Endpoints.Probed> probeOwn(Endpoint own) throws InterruptedException {
    Member member;
    lock.lock();
    try {
      member = members.get(own);
    } finally {
      lock.unlock();
    }
    return member == null
        ? Optional.empty()
        : member
            .watch()
            .probeNow()
            .map(probed -> new Endpoints.Probed(own, probed.result(), probed.nanos()));
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
        tell("endpoint.added", member);
      }
      if (member.isOut() != (old != null && old.isOut())) {
        isOutChanged(member);
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
          boolean over = suspended.contains(spec.endpoint());
          next.put(
              endpoint,
              old == null
                  ? added(endpoint, spec, over)
                  : new Member(old.live(), spec, over, old.watch()));
        });
    return next;
  }

  private List<InetAddress> addressesOf(Endpoint endpoint) {
    NameWatch known = names.get(endpoint);
    return known == null ? List.of() : known.watch().answer().addresses();
  }

  private Member added(Endpoint endpoint, EndpointSpec spec, boolean over) {
    LiveEndpoint live = new LiveEndpoint(endpoint);
    meters.endpointAdded(name, live);
    return new Member(live, spec, over, care.health().watch(name, live, this::readinessChanged));
  }

  private void isOutChanged(Member member) {
    if (member.isOut()) {
      member.live().withdraw(care.ticker().nanos());
    } else {
      member.live().readmit();
    }
    meters.endpointDraining(name, member.live().endpoint(), member.isOut());
    String health = member.watch().health().state().name().toLowerCase(Locale.ROOT);
    care.events()
        .publish(
            "endpoint.state",
            Map.of(
                "service", name,
                "endpoint", member.live().endpoint().authority(),
                "from", member.isOut() ? health : "draining",
                "to", member.isOut() ? "draining" : health,
                "reason", member.suspended() ? "its time to live is over" : ""));
  }

  private void end(Member member) {
    member.live().withdraw(care.ticker().nanos());
    member.watch().close();
    meters.endpointGone(name, member.live().endpoint());
    care.onGone().accept(member.live().endpoint());
    tell("endpoint.removed", member);
  }

  private void tell(String type, Member member) {
    care.events()
        .publish(
            type,
            Map.of(
                "service", name,
                "endpoint", member.live().endpoint().authority(),
                "name", member.spec().endpoint().authority()));
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
        member.isOut(),
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
      care.lifetimes().declare(name, Map.of());
      names.values().forEach(known -> known.watch().close());
      names = Map.of();
      members.values().forEach(this::end);
      members = Map.of();
    } finally {
      lock.unlock();
    }
  }
}
