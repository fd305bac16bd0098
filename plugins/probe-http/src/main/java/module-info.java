import org.jspecify.annotations.NullMarked;

/** A probe that asks an endpoint over HTTP whether it is well. */
@NullMarked
module io.sluice.probe.http {
  requires io.sluice.api;
  requires static org.jspecify;
}
