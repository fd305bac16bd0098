import org.jspecify.annotations.NullMarked;

/** The contract between the gateway and its plugins. */
@NullMarked
module io.sluice.api {
  requires static transitive org.jspecify;
}
