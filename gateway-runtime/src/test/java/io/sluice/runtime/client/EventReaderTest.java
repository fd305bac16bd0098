package io.sluice.runtime.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EventReaderTest {

  @Test
  void eventsAreReadAndCommentsAreNot() throws IOException {
    EventReader reader =
        reader(
            """
            : hello
            retry: 2000
            id: p-1

            event: endpoint.state
            id: p-2
            data: {"to":"down"}

            :quiet
            id: p-7

            event:reset
            data:{}

            event: cut
            data: {"never": "ended"}
            """);
    assertEquals(
        Optional.of(new ServerEvent("p-2", "endpoint.state", new Document(Map.of("to", "down")))),
        reader.next());
    assertEquals(Optional.of(new ServerEvent("p-7", "reset", Document.EMPTY)), reader.next());
    assertEquals(Optional.empty(), reader.next());
    assertEquals("p-7", reader.id());
  }

  @Test
  void aPositionIsKnownBeforeAnythingHappens() throws IOException {
    EventReader reader = reader("id: p-3\n\n");
    assertTrue(reader.next().isEmpty());
    assertEquals("p-3", reader.id());
  }

  @Test
  void anEventWithoutAnEndIsGivenUp() {
    EventReader reader = reader("data: 0123456789\n".repeat(200_000));
    assertThrows(IOException.class, reader::next);
  }

  private static EventReader reader(String text) {
    return new EventReader(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
