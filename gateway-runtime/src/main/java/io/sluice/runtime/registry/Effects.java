package io.sluice.runtime.registry;

import io.sluice.runtime.plugin.Guard;
import io.sluice.runtime.plugin.GuardedFilter;
import io.sluice.runtime.registry.HealthCheck.Probing;
import io.sluice.runtime.route.Conditions;
import io.sluice.runtime.route.RouteKey;
import io.sluice.runtime.route.RouteTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what follows from a change for requests, endpoints and plugins: read from what the draft
 * has made, not from the documents. At most {@link #MOST} sentences. Used once, by the writer.
 */
final class Effects {

  static final int MOST = 100;

  private final State before;
  private final State after;
  private final List<String> sentences = new ArrayList<>();
  private int more;

  private Effects(State before, State after) {
    this.before = before;
    this.after = after;
  }

  /** The sentences on these services. */
  static List<String> of(State before, State after, Iterable<String> touched) {
    Effects effects = new Effects(before, after);
    touched.forEach(effects::service);
    if (effects.more > 0) {
      effects.sentences.add("and " + effects.more + " more effects like these");
    }
    return effects.sentences;
  }

  private void say(String sentence) {
    if (sentences.size() < MOST) {
      sentences.add(sentence);
    } else {
      more++;
    }
  }

  private void service(String name) {
    Optional<Registered> old = before.service(name);
    Optional<Registered> next = after.service(name);
    if (old.isEmpty() && next.isPresent()) {
      say("service %s begins to serve".formatted(name));
    } else if (old.isPresent() && next.isEmpty()) {
      say("service %s is gone; requests that are under way end there".formatted(name));
    } else if (old.isPresent()) {
      instances(name, old.get().instances(), next.orElseThrow().instances());
    }
    routes(name, old, next);
    endpoints(
        name,
        old.map(service -> service.spec().endpoints()).orElse(List.of()),
        next.map(service -> service.spec().endpoints()).orElse(List.of()));
    if (next.isPresent() && next.get().spec().endpoints().isEmpty()) {
      say("service %s has no endpoint: its requests get 503".formatted(name));
    }
  }

  private void instances(String name, Instances old, Instances next) {
    if (!old.balancer().equals(next.balancer())) {
      say("the balancer of service %s starts anew: what it has learnt is lost".formatted(name));
    }
    if (!old.limiter().equals(next.limiter())) {
      limiter(name, old, next);
    }
    if (!old.probing().equals(next.probing())) {
      say(
          (next.probing() instanceof Probing.Off
                  ? "the endpoints of service %s are not probed any more: all of them are ready"
                  : "the probes of service %s begin anew; endpoints keep their state until they answer")
              .formatted(name));
    }
    filters(name, old.filters(), next.filters());
  }

  private void limiter(String name, Instances old, Instances next) {
    if (!(next.limiter() instanceof Guard)) {
      say("the requests of service %s are not limited any more".formatted(name));
    } else if (old.limiter() instanceof Guard) {
      say(
          "the limiter of service %s starts anew: what it has counted is forgotten"
              .formatted(name));
    } else {
      say("the requests of service %s are limited from now on".formatted(name));
    }
  }

  private void filters(String name, List<GuardedFilter> old, List<GuardedFilter> next) {
    List<GuardedFilter> gone = new ArrayList<>(old);
    gone.removeAll(next);
    List<GuardedFilter> made = new ArrayList<>(next);
    made.removeAll(old);
    List<String> former =
        new ArrayList<>(gone.stream().map(filter -> filter.spec().name()).toList());
    for (GuardedFilter filter : made) {
      boolean again = former.remove(filter.spec().name());
      say(
          (again
                  ? "the filter %s of service %s starts anew: what it holds is lost"
                  : "requests of service %2$s pass the filter %1$s from now on")
              .formatted(filter.spec().name(), name));
    }
    former.forEach(filter ->
        say("requests of service %s no longer pass the filter %s".formatted(name, filter)));
  }

  private void routes(String name, Optional<Registered> old, Optional<Registered> next) {
    List<RouteKey> former = keys(old);
    List<RouteKey> keys = keys(next);
    for (RouteKey key : keys) {
      if (!former.contains(key)) {
        String owner = before.owners().get(key);
        say(
            (owner == null || owner.equals(name)
                    ? "requests for %s lead to service %s"
                    : "requests for %s lead to service %s instead of service " + owner)
                .formatted(key, name));
      }
    }
    for (RouteKey key : former) {
      if (!keys.contains(key) && !after.owners().containsKey(key)) {
        say(
            enclosing(key)
                .map(other -> "requests for %s lead to service " + other + " instead of service %s")
                .orElse("requests for %s find no route any more; they led to service %s")
                .formatted(key, name));
      }
    }
  }

  private static List<RouteKey> keys(Optional<Registered> service) {
    return service.map(each -> each.spec().routing().keys()).orElse(List.of());
  }

  /** The service of the closest route without conditions that takes what a vanished one took. */
  private Optional<String> enclosing(RouteKey key) {
    for (String host : List.of(key.host(), RouteTable.ANY_HOST)) {
      String path = key.path();
      while (!path.isEmpty()) {
        String owner = after.owners().get(new RouteKey(host, path, Conditions.NONE));
        if (owner != null) {
          return Optional.of(owner);
        }
        path = path.equals("/") ? "" : parent(path);
      }
    }
    return Optional.empty();
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private void endpoints(String name, List<EndpointSpec> old, List<EndpointSpec> next) {
    Map<Object, EndpointSpec> left = new LinkedHashMap<>();
    old.forEach(spec -> left.put(spec.endpoint(), spec));
    for (EndpointSpec spec : next) {
      EndpointSpec former = left.remove(spec.endpoint());
      if (former == null) {
        say("endpoint %s of service %s gets requests at once".formatted(spec.endpoint(), name));
      } else if (former.weight() != spec.weight()) {
        say(
            "endpoint %s of service %s has the weight %d instead of %d"
                .formatted(spec.endpoint(), name, spec.weight(), former.weight()));
      }
    }
    left.keySet()
        .forEach(endpoint ->
            say(
                "endpoint %s of service %s gets no new requests; those under way end there"
                    .formatted(endpoint, name)));
  }
}
