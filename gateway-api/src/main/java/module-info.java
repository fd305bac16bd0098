/**
 * The contract between the Sluice gateway and its plugins.
 *
 * <p>A plugin is a module that requires this one and provides implementations of one of the
 * provider interfaces. Depends on nothing at run time.
 */
module io.sluice.api {
  requires static transitive org.jspecify;

  exports io.sluice.api;
  exports io.sluice.api.balancer;
  exports io.sluice.api.filter;
  exports io.sluice.api.limiter;
  exports io.sluice.api.plugin;
  exports io.sluice.api.probe;
}
