package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of the machine that an integration test uses as the gateway's peer. */
final class Tool {
  private static final List<String> USUAL = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

  private Tool() {}

  /**
   * Where the program is. The test is skipped where it is not installed, and fails if the variable
   * {@code CI} says that nothing may be skipped.
   */
  static String require(String name) {
    Optional<Path> found =
        Stream.concat(Stream.of(System.getenv("PATH").split(":")), USUAL.stream())
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isPresent()) {
      return found.get().toString();
    }
    String reason = "The program " + name + " is not installed";
    return System.getenv("CI") == null ? abort(reason) : fail(reason);
  }
}
