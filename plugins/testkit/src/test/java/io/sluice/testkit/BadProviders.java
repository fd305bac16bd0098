package io.sluice.testkit;

import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Picker;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;
import io.sluice.testkit.BadBalancers.Sound;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Plugins that are bad in what is the same for every kind; they happen to be balancers. */
final class BadProviders {

  private BadProviders() {}

  /** Is called what nobody can be called. */
  static final class Loud extends Sound {
    @Override
    String name() {
      return "LOUD balancer";
    }
  }

  /** Doesn't listen to what it is set to. */
  static final class Deaf extends Sound {
    @Override
    public Map<String, ?> settings() {
      return Map.of("size", 3);
    }
  }

  /** Takes every setting for one of its own. */
  static final class Greedy extends Sound {
    @Override
    void read(Settings settings) {
      settings.keys().forEach(settings::has);
    }
  }

  /** Has a setting that it tells nobody of. */
  static final class Secretive extends Sound {
    @Override
    SettingsSchema schema() {
      return SettingsSchema.of();
    }

    @Override
    void read(Settings settings) {
      settings.flag("hidden", false);
    }
  }

  /** Tells of a setting that it does not have. */
  static final class Boastful extends Sound {
    @Override
    SettingsSchema schema() {
      return SettingsSchema.of(Setting.integer("size", 3, 1, 5));
    }
  }

  /** Gives every service the same instance. */
  static final class Single extends Sound {
    private static final Balancer ONLY = new Sound().balancer(new Random(1));

    @Override
    Balancer balancer(RandomGenerator random) {
      return ONLY;
    }
  }

  /** Gives the services of one provider the same instance. */
  static final class Thrifty extends Sound {
    @Override
    public BalancerProvider provider() {
      BalancerProvider lavish = super.provider();
      return new BalancerProvider() {
        private Balancer only =
            _ ->
                _ -> {
                  throw new AssertionError("never used");
                };
        private boolean made;

        @Override
        public String name() {
          return lavish.name();
        }

        @Override
        public Balancer create(Settings settings, PluginContext context) {
          only = made ? only : lavish.create(settings, context);
          made = true;
          return only;
        }
      };
    }
  }

  /** Tires of making instances. */
  static final class Lazy extends Sound {
    @Override
    public BalancerProvider provider() {
      BalancerProvider quick = super.provider();
      return new BalancerProvider() {
        private int made;

        @Override
        public String name() {
          return quick.name();
        }

        @Override
        public Balancer create(Settings settings, PluginContext context) {
          made++;
          if (made > 15) {
            LockSupport.parkNanos(8_000_000_000L);
          }
          return quick.create(settings, context);
        }
      };
    }
  }

  /** Can't be closed when it wasn't used. */
  static final class Slammer extends Sound {
    @Override
    Balancer balancer(RandomGenerator random) {
      return new Balancer() {
        private boolean used;

        @Override
        public Picker newPicker(List<Candidate> ready) {
          used = true;
          return request -> pick(ready, request, random);
        }

        @Override
        public void close() {
          if (!used) {
            throw new IllegalStateException("nothing to close");
          }
        }
      };
    }
  }
}
