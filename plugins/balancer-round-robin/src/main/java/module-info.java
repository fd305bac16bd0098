import org.jspecify.annotations.NullMarked;

/** A balancer that takes the endpoints in turn. */
@NullMarked
module io.sluice.balancer.roundrobin {
  requires io.sluice.api;
  requires static org.jspecify;
}
