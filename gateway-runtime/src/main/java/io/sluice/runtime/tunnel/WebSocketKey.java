package io.sluice.runtime.tunnel;

import io.sluice.api.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The key of a WebSocket handshake, whose digest in the answer proves that the endpoint read it as
 * such (RFC 6455 sections 4.1 and 4.2.2): no other 101 makes a tunnel.
 *
 * @param text sixteen bytes in Base64
 */
public record WebSocketKey(String text) {

  /** The one protocol that the gateway lets connections change to, as Upgrade names it. */
  public static final String PROTOCOL = "websocket";

  private static final String FIELD = "Sec-WebSocket-Key";
  private static final String ACCEPT = "Sec-WebSocket-Accept";
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9+/]{22}==");

  /** Whether an Upgrade field names the protocol, perhaps among others. */
  public static boolean isNamedIn(String upgrade) {
    return Stream.of(upgrade.split(",", -1))
        .map(String::strip)
        .anyMatch(PROTOCOL::equalsIgnoreCase);
  }

  /** The key in a request's fields, if there is one, and only one, that may be one. */
  public static Optional<WebSocketKey> of(Headers request) {
    List<String> keys = request.all(FIELD);
    return keys.size() == 1 && FORM.matcher(keys.getFirst()).matches()
        ? Optional.of(new WebSocketKey(keys.getFirst()))
        : Optional.empty();
  }

  /** Whether an answer of status 101 with these fields accepts the handshake. */
  public boolean isAcceptedBy(Headers answer) {
    return answer.all(ACCEPT).equals(List.of(accept()));
  }

  /** What an endpoint answers that accepts. */
  public String accept() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((text + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
