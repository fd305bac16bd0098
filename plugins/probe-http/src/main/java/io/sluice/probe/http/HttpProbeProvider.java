package io.sluice.probe.http;

import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;
import io.sluice.api.probe.Probe;
import io.sluice.api.probe.ProbeProvider;

/** Makes probes that ask over HTTP. */
public final class HttpProbeProvider implements ProbeProvider {

  /** Called by the module system. */
  public HttpProbeProvider() {}

  @Override
  public String name() {
    return "http";
  }

  @Override
  public SettingsSchema settings() {
    return HttpProbeSettings.SCHEMA;
  }

  @Override
  public Probe create(Settings settings, PluginContext context) {
    return new HttpProbe(HttpProbeSettings.from(settings), context.ticker());
  }
}
