import io.sluice.api.probe.ProbeProvider;
import io.sluice.probe.tcp.TcpProbeProvider;
import org.jspecify.annotations.NullMarked;

/**
 * A probe that asks whether an endpoint accepts connections.
 *
 * @provides io.sluice.api.probe.ProbeProvider named {@code tcp}
 */
@NullMarked
module io.sluice.probe.tcp {
  requires io.sluice.api;
  requires static org.jspecify;

  provides ProbeProvider with
      TcpProbeProvider;
}
