package io.sluice.testkit;

import io.sluice.api.Outcome.Abandoned;
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
import io.sluice.testkit.fake.FakeCandidate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
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
        public Balancer create(Settings settings, PluginContext context) {
          read(settings);
          return balancer(context.random());
        }
      };
    }

    String name() {
      return "sound";
    }

    void read(Settings settings) {}

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

  static final class Loud extends Sound {
    @Override
    String name() {
      return "LOUD balancer";
    }
  }

  static final class Deaf extends Sound {
    @Override
    public Map<String, ?> settings() {
      return Map.of("size", 3);
    }
  }

  static final class Greedy extends Sound {
    @Override
    void read(Settings settings) {
      settings.keys().forEach(settings::has);
    }
  }

  static final class Single extends Sound {
    private static final Balancer ONLY = new Sound().balancer(new Random(1));

    @Override
    Balancer balancer(RandomGenerator random) {
      return ONLY;
    }
  }

  static final class Slammer extends Sound {
    @Override
    Balancer balancer(RandomGenerator random) {
      return new Balancer() {
        @Override
        public Picker newPicker(List<Candidate> ready) {
          return request -> pick(ready, request, random);
        }

        @Override
        public void close() {
          throw new IllegalStateException("nothing to close");
        }
      };
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

  /** Goes on with the larger set when endpoints leave. */
  static final class Hoarder extends Sound {
    @Override
    Balancer balancer(RandomGenerator random) {
      return new Balancer() {
        private List<Candidate> most = List.of();

        @Override
        public Picker newPicker(List<Candidate> ready) {
          most = ready.size() >= most.size() ? ready : most;
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

  /** Brings its own dice. */
  static final class Gambler extends Sound {
    @Override
    Pick pick(List<Candidate> ready, PickRequest request, RandomGenerator random) {
      return super.pick(ready, request, ThreadLocalRandom.current());
    }
  }

  /** Can't bear to be left. */
  static final class Clingy extends Sound {
    @Override
    Pick pick(List<Candidate> ready, PickRequest request, RandomGenerator random) {
      return super.pick(ready, request, random) instanceof Picked picked
          ? new Picked(
              picked.candidate(),
              outcome -> {
                if (outcome instanceof Abandoned) {
                  throw new IllegalStateException("left");
                }
              })
          : new Unavailable("all were tried");
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
