package io.sluice.runtime.registry;

import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.plugin.Guard;
import io.sluice.runtime.plugin.GuardedBalancer;
import io.sluice.runtime.plugin.GuardedFilter;
import io.sluice.runtime.plugin.GuardedProbe;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.registry.HealthCheck.Probing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The policies of one service in the flesh.
 *
 * @param specs what they were made from
 * @param balancer chooses the endpoint
 * @param limiter admits requests; guarded, or one that admits all
 * @param probing how endpoints are probed, with a guarded probe
 * @param filters what requests pass
 */
record Instances(
    Policies specs,
    GuardedBalancer balancer,
    Limiter limiter,
    Probing probing,
    List<GuardedFilter> filters) {

  private static final Limiter UNLIMITED = _ -> LimitDecision.ADMITTED;

  /** Copies the list. */
  Instances {
    filters = List.copyOf(filters);
  }

  /** Every instance of a plugin among them. */
  List<Guard> guards() {
    List<Guard> guards = new ArrayList<>(filters);
    guards.add(balancer);
    if (limiter instanceof Guard guard) {
      guards.add(guard);
    }
    if (probing instanceof Probing.On(GuardedProbe guard, _)) {
      guards.add(guard);
    }
    return guards;
  }

  /** Makes instances; those that are the same as before are taken over as they are. */
  static final class Maker {

    private final PluginFactory factory;
    private final String service;
    private final String pointer;
    private final List<Guard> made = new ArrayList<>();

    /**
     * @param service the name of the service
     * @param pointer the place of the service in the user's document
     */
    Maker(PluginFactory factory, String service, String pointer) {
      this.factory = factory;
      this.service = service;
      this.pointer = pointer;
    }

    /**
     * All instances of a service.
     *
     * @throws SettingsException if a plugin can't be made; what was made until then is closed
     */
    Instances make(Policies specs) {
      try {
        return new Instances(
            specs, balancer(specs), limiter(specs), probing(specs), filters(specs, List.of()));
      } catch (SettingsException e) {
        discard();
        throw Faults.together(e, PluginFaults.of(specs, pointer, factory.catalog()));
      }
    }

    /** The same for a service that had others before. */
    Instances make(Policies specs, Instances before) {
      Policies old = before.specs();
      boolean sameLimiter = specs.limiter().equals(old.limiter()) && stays(before.limiter());
      boolean sameBalancer = specs.balancer().equals(old.balancer()) && stays(before.balancer());
      try {
        return new Instances(
            specs,
            sameBalancer ? before.balancer() : balancer(specs),
            sameLimiter ? before.limiter() : limiter(specs),
            probing(specs, before),
            filters(specs, before.filters()));
      } catch (SettingsException e) {
        discard();
        throw Faults.together(e, PluginFaults.of(specs, pointer, factory.catalog()));
      }
    }

    /** Whether what was made before is what would be made now, if the settings are the same. */
    private boolean stays(Object instance) {
      return !(instance instanceof Guard guard) || factory.catalog().holds(guard.plugin());
    }

    /** Closes what was made. */
    void discard() {
      made.forEach(Guard::close);
      made.clear();
    }

    private GuardedBalancer balancer(Policies specs) {
      return noted(factory.balancer(specs.balancer(), pointer + "/balancer", service));
    }

    private Limiter limiter(Policies specs) {
      LimiterSpec spec = specs.limiter();
      return spec.isNone()
          ? UNLIMITED
          : noted(factory.limiter(spec.plugin(), spec.onFailure(), pointer + "/limiter", service));
    }

    private Probing probing(Policies specs) {
      ProbeSpec spec = specs.probe();
      return spec.isNone()
          ? new Probing.Off()
          : new Probing.On(
              noted(factory.probe(spec.plugin(), pointer + "/probe", service)), spec.schedule());
    }

    private Probing probing(Policies specs, Instances before) {
      boolean same = specs.probe().plugin().equals(before.specs().probe().plugin());
      return same && before.probing() instanceof Probing.On(var probe, _) && stays(probe)
          ? new Probing.On(probe, specs.probe().schedule())
          : probing(specs);
    }

    private List<GuardedFilter> filters(Policies specs, List<GuardedFilter> before) {
      List<GuardedFilter> left = new ArrayList<>(before);
      List<GuardedFilter> filters = new ArrayList<>();
      for (FilterSpec spec : specs.filters()) {
        String place = pointer + "/filters/" + filters.size();
        Optional<GuardedFilter> same =
            left.stream().filter(filter -> spec.describes(filter) && stays(filter)).findFirst();
        same.ifPresent(left::remove);
        filters.add(
            same.orElseGet(
                () -> noted(factory.filter(spec.plugin(), spec.onFailure(), place, service))));
      }
      return filters;
    }

    private <G extends Guard> G noted(G guard) {
      made.add(guard);
      return guard;
    }
  }
}
