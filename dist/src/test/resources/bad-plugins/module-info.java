import io.example.bad.BadBalancerProvider;
import io.example.bad.BadFilterProvider;
import io.example.bad.BadLimiterProvider;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.limiter.LimiterProvider;

/** Plugins that do what plugins may not, each in the way that its setting {@code fault} names. */
module io.example.bad {
  requires io.sluice.api;

  provides BalancerProvider with
      BadBalancerProvider;
  provides FilterProvider with
      BadFilterProvider;
  provides LimiterProvider with
      BadLimiterProvider;
}
