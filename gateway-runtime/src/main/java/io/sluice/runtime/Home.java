package io.sluice.runtime;

import java.nio.file.Path;

/** The folder of the distribution. */
final class Home {

  private Home() {}

  /** The folder that the start script names, or the working directory. */
  static Path folder() {
    return Path.of(System.getProperty("sluice.home", ""));
  }

  /** The configuration that is used unless another is named. */
  static Path configuration() {
    return folder().resolve("conf").resolve("sluice.yaml");
  }
}
