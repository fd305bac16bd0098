import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.limiter.LimiterProvider;
import io.sluice.api.probe.ProbeProvider;
import org.jspecify.annotations.NullMarked;

/** The gateway: it exports nothing, since nothing may depend on it. */
@NullMarked
@SuppressWarnings(
    "requires-automatic") // Micrometer's jars get their descriptors when the image is made
module io.sluice.runtime {
  requires com.fasterxml.jackson.databind;
  requires info.picocli;
  requires io.helidon.webserver;
  requires io.sluice.api;
  requires java.logging;
  requires java.net.http;
  requires jdk.httpserver;
  requires micrometer.core;
  requires micrometer.registry.prometheus;
  requires org.pcollections;
  requires org.snakeyaml.engine.v2;
  requires static org.jspecify;

  uses BalancerProvider;
  uses FilterProvider;
  uses LimiterProvider;
  uses ProbeProvider;
}
