package io.sluice.runtime.history;

import io.sluice.runtime.events.Events;
import java.util.Map;

/** What is told of a change of what operators configured, once it has taken effect. */
public final class Announcement {

  private Announcement() {}

  /** Tells each service that the change touched, then the change itself. */
  public static void tell(Events events, long revision, Edit edit) {
    for (String service : edit.services()) {
      events.publish(
          type(edit, service),
          Map.of("service", service, "revision", revision, "author", edit.author()));
    }
    events.publish(
        "configuration.changed",
        Map.of(
            "revision", revision,
            "author", edit.author(),
            "what", edit.what()));
  }

  private static String type(Edit edit, String service) {
    if (!edit.before().containsKey(service)) {
      return "service.registered";
    }
    return edit.after().containsKey(service) ? "service.changed" : "service.removed";
  }
}
