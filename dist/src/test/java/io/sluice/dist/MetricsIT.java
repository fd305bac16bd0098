package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a Prometheus finds. */
final class MetricsIT {

  @Test
  void promtoolHasNothingToComplainAbout() throws IOException, InterruptedException {
    String promtool = Tool.require("promtool");
    try (Distribution gateway = Distribution.start()) {
      Process check =
          new ProcessBuilder(promtool, "check", "metrics").redirectErrorStream(true).start();
      try (InputStream metrics = gateway.admin().resolve("/metrics").toURL().openStream();
          OutputStream in = check.getOutputStream()) {
        metrics.transferTo(in);
      }
      String complaints = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, check.waitFor(), complaints);
      assertEquals("", complaints);
    }
  }
}
