import org.jspecify.annotations.NullMarked;

/**
 * The contracts any plugin can be tested against, and the fakes to test one with.
 *
 * <p>For the tests of plugins only; the gateway knows nothing of it.
 */
@NullMarked
@SuppressWarnings({
  "requires-automatic",
  "requires-transitive-automatic"
}) // jqwik has no descriptor
module io.sluice.testkit {
  requires transitive io.sluice.api;
  requires transitive net.jqwik.api;
  requires transitive org.junit.jupiter.api;
  requires static org.jspecify;
  requires static org.junit.platform.launcher;

  exports io.sluice.testkit;
  exports io.sluice.testkit.fake;
}
