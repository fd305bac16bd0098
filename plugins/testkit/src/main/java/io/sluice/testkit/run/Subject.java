package io.sluice.testkit.run;

import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.limiter.LimiterProvider;
import io.sluice.api.plugin.PluginProvider;
import io.sluice.api.probe.ProbeProvider;
import io.sluice.testkit.BalancerContract;
import io.sluice.testkit.FilterContract;
import io.sluice.testkit.LimiterContract;
import io.sluice.testkit.ProbeContract;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the laws are tried on. The platform makes test classes itself, so they find it in one place
 * for all; one run at a time.
 *
 * @param provider the plugin
 * @param settings with which it works
 */
record Subject(PluginProvider<?> provider, Map<String, ?> settings) {

  private static final AtomicReference<Subject> CURRENT = new AtomicReference<>();

  /** Makes this the subject of the next run. */
  void present() {
    CURRENT.set(this);
  }

  private static Subject current() {
    Subject current = CURRENT.get();
    if (current == null) {
      throw new IllegalStateException("there is nothing to try the laws on");
    }
    return current;
  }

  /** The test class with the laws of its kind. */
  Class<?> contract() {
    return switch (provider) {
      case BalancerProvider _ -> OfBalancers.class;
      case LimiterProvider _ -> OfLimiters.class;
      case ProbeProvider _ -> OfProbes.class;
      case FilterProvider _ -> OfFilters.class;
      default -> throw new IllegalArgumentException("no laws are known for " + provider);
    };
  }

  /** The laws for a balancer. */
  static final class OfBalancers implements BalancerContract {
    @Override
    public BalancerProvider provider() {
      return (BalancerProvider) current().provider();
    }

    @Override
    public Map<String, ?> settings() {
      return current().settings();
    }
  }

  /** The laws for a limiter. */
  static final class OfLimiters implements LimiterContract {
    @Override
    public LimiterProvider provider() {
      return (LimiterProvider) current().provider();
    }

    @Override
    public Map<String, ?> settings() {
      return current().settings();
    }
  }

  /** The laws for a probe. */
  static final class OfProbes implements ProbeContract {
    @Override
    public ProbeProvider provider() {
      return (ProbeProvider) current().provider();
    }

    @Override
    public Map<String, ?> settings() {
      return current().settings();
    }
  }

  /** The laws for a filter. */
  static final class OfFilters implements FilterContract {
    @Override
    public FilterProvider provider() {
      return (FilterProvider) current().provider();
    }

    @Override
    public Map<String, ?> settings() {
      return current().settings();
    }
  }
}
