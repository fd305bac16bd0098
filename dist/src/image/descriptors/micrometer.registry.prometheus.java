module micrometer.registry.prometheus {
  requires transitive io.prometheus.metrics.config;
  requires transitive io.prometheus.metrics.core;
  requires transitive io.prometheus.metrics.model;
  requires transitive io.prometheus.metrics.tracer.common;
  requires transitive io.prometheus.writer.text;
  requires transitive micrometer.core;

  exports io.micrometer.prometheusmetrics;
}
