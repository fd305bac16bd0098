package io.sluice.runtime.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Headers;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketKeyTest {

  /** The example of RFC 6455 section 1.3. */
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  @Test
  void isAcceptedByItsDigestAlone() {
    WebSocketKey key = WebSocketKey.of(Headers.of("sec-websocket-key", KEY)).orElseThrow();
    assertEquals(ACCEPT, key.accept());
    assertTrue(key.isAcceptedBy(Headers.of("Sec-WebSocket-Accept", ACCEPT)));
    assertFalse(key.isAcceptedBy(Headers.of("Sec-WebSocket-Accept", KEY)));
    assertFalse(key.isAcceptedBy(Headers.none()));
    assertFalse(
        key.isAcceptedBy(
            Headers.of("Sec-WebSocket-Accept", ACCEPT, "Sec-WebSocket-Accept", ACCEPT)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "dGhlIHNhbXBsZSBub25jZQ",
        "dGhlIHNhbXBsZSBub25jZQ==, x",
        "dGhlIHNhbXBsZQ=="
      })
  void isSixteenBytes(String text) {
    assertEquals(Optional.empty(), WebSocketKey.of(Headers.of("Sec-WebSocket-Key", text)));
  }

  @Test
  void isOne() {
    assertEquals(Optional.empty(), WebSocketKey.of(Headers.none()));
    assertEquals(
        Optional.empty(),
        WebSocketKey.of(Headers.of("Sec-WebSocket-Key", KEY, "Sec-WebSocket-Key", KEY)));
  }

  @Test
  void theProtocolIsAMemberOfTheList() {
    assertTrue(WebSocketKey.isNamedIn("WebSocket"));
    assertTrue(WebSocketKey.isNamedIn("h2c, websocket"));
    assertFalse(WebSocketKey.isNamedIn("websocket/13"));
    assertFalse(WebSocketKey.isNamedIn("h2c"));
    assertFalse(WebSocketKey.isNamedIn(""));
  }
}
