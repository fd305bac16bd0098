package io.sluice.runtime.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.runtime.events.RecordedEvents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AnnouncementTest {

  @Test
  void eachServiceIsToldAndThenTheChange() {
    RecordedEvents events = new RecordedEvents();
    Map<String, Object> one = Map.of("strip", true);
    Edit edit =
        new Edit(
            Instant.EPOCH,
            "ci",
            "configure",
            List.of(),
            Map.of("changed", Map.of(), "gone", one),
            Map.of("changed", one, "new", one));
    Announcement.tell(events, 7, edit);
    assertEquals(
        List.of(
            "service.changed {author=ci, revision=7, service=changed}",
            "service.removed {author=ci, revision=7, service=gone}",
            "service.registered {author=ci, revision=7, service=new}",
            "configuration.changed {author=ci, revision=7, what=configure}"),
        events.lines());
  }
}
