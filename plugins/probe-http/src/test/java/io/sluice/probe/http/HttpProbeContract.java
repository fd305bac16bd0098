package io.sluice.probe.http;

import io.sluice.api.probe.ProbeProvider;
import io.sluice.testkit.ProbeContract;

/** The laws for probes, on this one. */
final class HttpProbeContract implements ProbeContract {

  @Override
  public ProbeProvider provider() {
    return new HttpProbeProvider();
  }
}
