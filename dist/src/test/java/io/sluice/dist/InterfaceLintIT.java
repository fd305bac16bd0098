package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a strict linter thinks of the description of the administration's interface. */
final class InterfaceLintIT {
  private static final String LINTER = "@redocly/cli@1.34.5";

  @TempDir Path folder;

  @Test
  void theLinterHasNothingToComplainAbout() throws Exception {
    String npx = Tool.require("npx");
    try (Distribution gateway = Distribution.start()) {
      String document = new User(gateway).getAdmin("/api/v1/openapi.json").body();
      Files.writeString(folder.resolve("openapi.json"), document);
    }
    Files.writeString(
        folder.resolve("redocly.yaml"),
        """
        extends: [recommended-strict]
        rules:
          info-license: off # the project has none yet
        """);
    ProcessBuilder builder =
        new ProcessBuilder(npx, "--yes", LINTER, "lint", "--config", "redocly.yaml", "openapi.json")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder
        .environment()
        .putAll(Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"));
    Process linter = builder.start();
    String report = new String(linter.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, linter.waitFor(), report);
  }
}
