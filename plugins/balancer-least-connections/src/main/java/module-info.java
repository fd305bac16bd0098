import org.jspecify.annotations.NullMarked;

/** A balancer that sends each request to the least loaded endpoint. */
@NullMarked
module io.sluice.balancer.leastconnections {
  requires io.sluice.api;
  requires static org.jspecify;
}
