package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The start and the stop of a gateway. */
final class LifecycleIT {
  @Test
  void sigtermEndsTheGatewayWithZero() throws IOException {
    try (Distribution gateway = Distribution.start()) {
      assertEquals(0, gateway.stop());
    }
  }
}
