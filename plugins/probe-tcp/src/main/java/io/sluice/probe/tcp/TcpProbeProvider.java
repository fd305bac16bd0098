package io.sluice.probe.tcp;

import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;
import io.sluice.api.probe.Probe;
import io.sluice.api.probe.ProbeProvider;

/** Makes probes that connect and do no more. There are no settings. */
public final class TcpProbeProvider implements ProbeProvider {

  /** Called by the module system. */
  public TcpProbeProvider() {}

  @Override
  public String name() {
    return "tcp";
  }

  @Override
  public SettingsSchema settings() {
    return SettingsSchema.of();
  }

  @Override
  public Probe create(Settings settings, PluginContext context) {
    return new TcpProbe(context.ticker());
  }
}
