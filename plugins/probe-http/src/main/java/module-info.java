import io.sluice.api.probe.ProbeProvider;
import io.sluice.probe.http.HttpProbeProvider;
import org.jspecify.annotations.NullMarked;

/**
 * A probe that asks an endpoint over HTTP whether it is well.
 *
 * @provides io.sluice.api.probe.ProbeProvider named {@code http}
 */
@NullMarked
module io.sluice.probe.http {
  requires io.sluice.api;
  requires static org.jspecify;

  provides ProbeProvider with
      HttpProbeProvider;
}
