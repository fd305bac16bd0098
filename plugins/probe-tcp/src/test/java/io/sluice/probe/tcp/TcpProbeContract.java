package io.sluice.probe.tcp;

import io.sluice.api.probe.ProbeProvider;
import io.sluice.testkit.ProbeContract;
import io.sluice.testkit.fake.ScriptedEndpoint.Script;
import java.util.List;

/** The laws for probes, on this one, to which every endpoint that accepts is well. */
final class TcpProbeContract implements ProbeContract {

  @Override
  public ProbeProvider provider() {
    return new TcpProbeProvider();
  }

  @Override
  public Script well() {
    return Script.silence();
  }

  @Override
  public List<Script> unwell() {
    return List.of();
  }
}
