package io.sluice.testkit;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome.Completed;
import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Pick.Unavailable;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.balancer.Picker;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;
import io.sluice.testkit.fake.FakeCandidate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** A sound balancer, and bad ones that differ from it in one thing each. */
final class BadBalancers {

  private BadBalancers() {}

  /** Takes one of those not excluded by chance. */
  static class Sound implements BalancerContract {

    @Override
    public BalancerProvider provider() {
      return new BalancerProvider() {
        @Override
        public String name() {
          return Sound.this.name();
        }

        @Override
        public SettingsSchema settings() {
          return schema();
        }

        @Override
        public Balancer create(Settings settings, PluginContext context) {
          read(settings);
          return balancer(context);
        }
      };
    }

    String name() {
      return "sound";
    }

    SettingsSchema schema() {
      return SettingsSchema.undeclared();
    }

    void read(Settings settings) {}

    Balancer balancer(PluginContext context) {
      return balancer(context.random());
    }

    Balancer balancer(RandomGenerator random) {
      return ready -> request -> pick(ready, request, random);
    }

    Pick pick(List<Candidate> ready, PickRequest request, RandomGenerator random) {
      List<Candidate> eligible =
          ready.stream().filter(one -> !request.excluded().contains(one.endpoint())).toList();
      return eligible.isEmpty()
          ? new Unavailable("all were tried")
          : new Picked(eligible.get(random.nextInt(eligible.size())));
    }
  }

  /** Makes up a candidate of its own. */
  static final class Inventor extends Sound {
    @Override
    Pick pick(List<Candidate> ready, PickRequest request, RandomGenerator random) {
      return super.pick(ready, request, random) instanceof Picked picked
          ? new Picked(new FakeCandidate(picked.candidate().endpoint(), 1))
          : new Unavailable("all were tried");
    }
  }

  /** Goes on with all when some leave. */
  static final class Hoarder extends Sound {
    @Override
    Balancer balancer(RandomGenerator random) {
      return new Balancer() {
        private List<Candidate> most = List.of();

        @Override
        public Picker newPicker(List<Candidate> ready) {
          most = most.containsAll(ready) ? most : ready;
          List<Candidate> kept = most;
          return request -> pick(kept, request, random);
        }
      };
    }
  }

  /** Its old pickers choose among the new one's candidates. */
  static final class Swapper extends Sound {
    @Override
    Balancer balancer(RandomGenerator random) {
      return new Balancer() {
        private volatile List<Candidate> newest = List.of();

        @Override
        public Picker newPicker(List<Candidate> ready) {
          newest = ready;
          return request -> pick(newest, request, random);
        }
      };
    }
  }

  /** Finds nobody good enough if one of five is busy. */
  static final class Choosy extends Sound {
    @Override
    Pick pick(List<Candidate> ready, PickRequest request, RandomGenerator random) {
      boolean busy = ready.stream().anyMatch(one -> one.inFlight() > 100);
      return ready.size() == 5 && busy
          ? new Unavailable("one is busy")
          : super.pick(ready, request, random);
    }
  }

  /** Tries the excluded again. */
  static final class Stubborn extends Sound {
    @Override
    Pick pick(List<Candidate> ready, PickRequest request, RandomGenerator random) {
      return super.pick(ready, request, random) instanceof Picked
          ? new Picked(ready.get(random.nextInt(ready.size())))
          : new Unavailable("all were tried");
    }
  }

  /** Looks at two and gives up. */
  static final class Hasty extends Sound {
    @Override
    Pick pick(List<Candidate> ready, PickRequest request, RandomGenerator random) {
      for (int i = 0; i < 2; i++) {
        Candidate one = ready.get(random.nextInt(ready.size()));
        if (!request.excluded().contains(one.endpoint())) {
          return new Picked(one);
        }
      }
      return new Unavailable("looked at two");
    }
  }

  /** Takes an excluded one rather than none. */
  static final class Desperate extends Sound {
    @Override
    Pick pick(List<Candidate> ready, PickRequest request, RandomGenerator random) {
      return super.pick(ready, request, random) instanceof Picked picked
          ? picked
          : new Picked(ready.getFirst());
    }
  }

  /** Makes up a candidate when it is asked for the fifteenth time and somebody is busy. */
  static final class Pretender extends Sound {
    @Override
    Balancer balancer(RandomGenerator random) {
      return ready -> {
        AtomicInteger asked = new AtomicInteger();
        return request -> {
          Pick pick = pick(ready, request, random);
          return asked.incrementAndGet() == 15
                  && ready.stream().anyMatch(one -> one.inFlight() > 0)
                  && pick instanceof Picked picked
              ? new Picked(new FakeCandidate(picked.candidate().endpoint(), 1))
              : pick;
        };
      };
    }
  }

  /** Takes an endpoint for the candidate that it was at first. */
  static final class Nostalgic extends Sound {
    @Override
    Balancer balancer(RandomGenerator random) {
      Map<Endpoint, Candidate> first = new ConcurrentHashMap<>();
      return ready -> {
        List<Candidate> then =
            ready.stream().map(one -> first.computeIfAbsent(one.endpoint(), _ -> one)).toList();
        return request -> pick(then, request, random);
      };
    }
  }

  /** Doesn't say why. */
  static final class Silent extends Sound {
    @Override
    Pick pick(List<Candidate> ready, PickRequest request, RandomGenerator random) {
      return super.pick(ready, request, random) instanceof Picked picked
          ? picked
          : new Unavailable("");
    }
  }

  /** Wants to know the host. */
  static final class Prudish extends Sound {
    @Override
    Pick pick(List<Candidate> ready, PickRequest request, RandomGenerator random) {
      if (request.head().authority().isEmpty()) {
        throw new IllegalArgumentException("no host");
      }
      return super.pick(ready, request, random);
    }
  }

  /** Brings its own dice to a choice among more than five. */
  static final class Gambler extends Sound {
    @Override
    Pick pick(List<Candidate> ready, PickRequest request, RandomGenerator random) {
      return super.pick(ready, request, ready.size() > 5 ? ThreadLocalRandom.current() : random);
    }
  }

  /** Takes the first one before the clock's zero. */
  static final class Superstitious extends Sound {
    @Override
    Balancer balancer(PluginContext context) {
      return ready ->
          request -> {
            Pick pick = pick(ready, request, context.random());
            return context.ticker().nanos() < 0 && pick instanceof Picked
                ? pick(ready, request, new Random(1))
                : pick;
          };
    }
  }

  /** Shares the youngest instance's dice. */
  static final class Telepath extends Sound {
    private static final AtomicReference<RandomGenerator> SHARED =
        new AtomicReference<>(new Random(1));

    @Override
    Balancer balancer(RandomGenerator random) {
      SHARED.set(random);
      return ready -> request -> pick(ready, request, SHARED.get());
    }
  }

  /** Can't bear long waits. */
  static final class Clingy extends Sound {
    @Override
    Pick pick(List<Candidate> ready, PickRequest request, RandomGenerator random) {
      return super.pick(ready, request, random) instanceof Picked picked
          ? new Picked(
              picked.candidate(),
              outcome -> {
                if (outcome instanceof Completed(_, long nanos)) {
                  Math.addExact(nanos, 1_000_000);
                }
              })
          : new Unavailable("all were tried");
    }
  }

  /** Falls apart when it is called after its end. */
  static final class Sentimental extends Sound {
    @Override
    Balancer balancer(RandomGenerator random) {
      return new Balancer() {
        private volatile boolean closed;

        @Override
        public Picker newPicker(List<Candidate> ready) {
          return request ->
              pick(ready, request, random) instanceof Picked picked
                  ? new Picked(picked.candidate(), _ -> end())
                  : new Unavailable("all were tried");
        }

        private void end() {
          if (closed) {
            throw new IllegalStateException("it is over");
          }
        }

        @Override
        public void close() {
          closed = true;
        }
      };
    }
  }

  /** Loses whoever has so many requests that their number overflows. */
  static final class Overflowing extends Sound {
    @Override
    @SuppressWarnings("NarrowCalculation") // it is bad on purpose
    Pick pick(List<Candidate> ready, PickRequest request, RandomGenerator random) {
      return ready.stream().anyMatch(one -> one.inFlight() + 1 > 0)
          ? super.pick(ready, request, random)
          : new Unavailable("no load is the least");
    }
  }

  /** Comes apart when two ask at once. */
  static final class Fragile extends Sound {
    private final Crowd crowd = new Crowd();

    @Override
    Pick pick(List<Candidate> ready, PickRequest request, RandomGenerator random) {
      return crowd.refuse(() -> super.pick(ready, request, random));
    }
  }

  /** Ponders over many. */
  static final class Ponderous extends Sound {
    @Override
    Pick pick(List<Candidate> ready, PickRequest request, RandomGenerator random) {
      if (ready.size() > 100) {
        LockSupport.parkNanos(20_000_000);
      }
      return super.pick(ready, request, random);
    }
  }
}
