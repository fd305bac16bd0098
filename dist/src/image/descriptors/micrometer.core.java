module micrometer.core {
  requires transitive micrometer.commons;
  requires transitive micrometer.observation;
  requires HdrHistogram;
  requires java.logging;
  requires java.management;
  requires jdk.management;
  requires static java.desktop;
  requires static java.sql;

  exports io.micrometer.core.annotation;
  exports io.micrometer.core.instrument;
  exports io.micrometer.core.instrument.binder;
  exports io.micrometer.core.instrument.binder.jvm;
  exports io.micrometer.core.instrument.binder.jvm.convention;
  exports io.micrometer.core.instrument.binder.jvm.convention.micrometer;
  exports io.micrometer.core.instrument.binder.jvm.convention.otel;
  exports io.micrometer.core.instrument.binder.logging;
  exports io.micrometer.core.instrument.binder.system;
  exports io.micrometer.core.instrument.composite;
  exports io.micrometer.core.instrument.config;
  exports io.micrometer.core.instrument.config.validate;
  exports io.micrometer.core.instrument.cumulative;
  exports io.micrometer.core.instrument.distribution;
  exports io.micrometer.core.instrument.distribution.pause;
  exports io.micrometer.core.instrument.internal;
  exports io.micrometer.core.instrument.logging;
  exports io.micrometer.core.instrument.noop;
  exports io.micrometer.core.instrument.observation;
  exports io.micrometer.core.instrument.push;
  exports io.micrometer.core.instrument.search;
  exports io.micrometer.core.instrument.simple;
  exports io.micrometer.core.instrument.step;
  exports io.micrometer.core.instrument.util;
}
