import org.jspecify.annotations.NullMarked;

/** A limiter that grants each client a burst and a steady rate. */
@NullMarked
module io.sluice.limiter.tokenbucket {
  requires io.sluice.api;
  requires static org.jspecify;
}
