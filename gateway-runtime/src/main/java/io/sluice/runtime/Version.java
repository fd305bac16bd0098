package io.sluice.runtime;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** Which version this is. */
final class Version {

  private Version() {}

  /** The version of the module, or a word if it does not run as one. */
  static String text() {
    return Optional.ofNullable(Version.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("development");
  }
}
