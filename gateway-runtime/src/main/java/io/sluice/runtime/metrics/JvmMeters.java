package io.sluice.runtime.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Duration;
import java.util.List;

/** The meters of the virtual machine and its process. */
final class JvmMeters implements AutoCloseable {

  /** Their names are against the rules of Prometheus for units and suffixes. */
  private static final List<String> ODD_NAMES = List.of("process.cpu.time", "system.cpu.count");

  private final JvmGcMetrics collector = new JvmGcMetrics();

  void bindTo(MeterRegistry registry) {
    ODD_NAMES.forEach(name -> registry.config().meterFilter(MeterFilter.denyNameStartsWith(name)));
    FunctionCounter.builder("process.cpu", ProcessHandle.current(), JvmMeters::cpuSeconds)
        .description("Processor time used by the process, in user and system mode")
        .baseUnit("seconds")
        .register(registry);
    List<MeterBinder> binders =
        List.of(
            collector,
            new ClassLoaderMetrics(),
            new JvmInfoMetrics(),
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new FileDescriptorMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics());
    binders.forEach(binder -> binder.bindTo(registry));
  }

  private static double cpuSeconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /** Stops listening to the collector. */
  @Override
  public void close() {
    collector.close();
  }
}
