package io.sluice.runtime.registry;

import io.sluice.api.plugin.SettingsException;
import java.util.List;

/**
 * A service that is configured and can not be served: what it needs is gone or no longer allowed.
 *
 * @param revision the revision that changed it last
 * @param fault why it can not be served
 */
record Broken(KeptDocument document, long revision, String fault) {

  static Broken because(KeptDocument document, long revision, SettingsException e) {
    String where = e.pointer().isEmpty() ? "" : e.pointer() + ": ";
    return new Broken(document, revision, where + e.problem());
  }

  ServiceView view() {
    return new ServiceView(document, false, revision, fault, List.of());
  }
}
