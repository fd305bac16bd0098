package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import io.sluice.api.probe.ProbeResult;
import io.sluice.runtime.lifetime.Lifetimes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What can be done with single endpoints that changes nothing of what is registered. Safe for any
 * thread.
 */
public final class Endpoints {

  private final Function<String, Optional<Registered>> services;
  private final Lifetimes lifetimes;

  /**
   * An answer to a probe that somebody asked for.
   *
   * @param endpoint whose
   * @param result what it was
   * @param nanos how long it took as a whole, in nanoseconds
   */
  public record Probed(Endpoint endpoint, ProbeResult result, long nanos) {}

  Endpoints(Function<String, Optional<Registered>> services, Lifetimes lifetimes) {
    this.services = services;
    this.lifetimes = lifetimes;
  }

  /**
   * Gives an endpoint its whole time to live again; false if it is not registered, or is being
   * taken out because its time was over.
   */
  public boolean renew(String service, Endpoint endpoint) {
    Optional<Registered> known =
        services
            .apply(service)
            .filter(registered ->
                EndpointLists.find(registered.spec().endpoints(), endpoint).isPresent());
    if (known.isEmpty() || !lifetimes.renew(service, endpoint)) {
      return false;
    }
    known.get().roster().resume(endpoint);
    return true;
  }

  /** Gives those that a change registers once more, as before or otherwise, their whole time. */
  void renewedBy(Change change) {
    switch (change) {
      case Change.Put put -> registeredAgain(put.spec().name(), put.spec().endpoints());
      case Change.ReplaceEndpoints all -> registeredAgain(all.name(), all.endpoints());
      case Change.PutEndpoint put -> registeredAgain(put.name(), List.of(put.spec()));
      case Change.RemoveEndpoint _,
          Change.DrainEndpoint _,
          Change.Expire _,
          Change.Configure _,
          Change.RollBack _,
          Change.Delete _,
          Change.Boot _,
          Change.Adopt _ -> {}
    }
  }

  private void registeredAgain(String service, List<EndpointSpec> specs) {
    for (EndpointSpec spec : specs) {
      if (spec.expires()) {
        lifetimes.registeredAgain(service, spec.endpoint());
        services.apply(service).ifPresent(known -> known.roster().resume(spec.endpoint()));
      }
    }
  }

  /** Sends these no more requests until they are renewed: their time is over. */
  void suspend(Map<String, Set<Endpoint>> endpoints) {
    endpoints.forEach((service, all) ->
        services.apply(service).ifPresent(registered -> registered.roster().suspend(all)));
  }

  /**
   * Probes an endpoint now, each of its addresses if it stands for all of them, and waits for the
   * answers, which count like any other.
   *
   * @return nothing if there is no such endpoint, or its service has no probe
   * @throws InterruptedException if the thread that asks is interrupted meanwhile
   */
  public List<Probed> probe(String service, Endpoint endpoint) throws InterruptedException {
    Optional<Registered> known = services.apply(service);
    return known.isEmpty() ? List.of() : known.get().roster().probe(endpoint);
  }
}
