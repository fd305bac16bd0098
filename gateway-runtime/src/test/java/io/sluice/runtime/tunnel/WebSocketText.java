package io.sluice.runtime.tunnel;

/** Handshakes and frames (RFC 6455) as texts whose characters are bytes. */
final class WebSocketText {

  static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
  static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  /** What a client sends, but for the request line and the empty line. */
  static final String ASKS =
      String.join(
          "\r\n",
          "Host: a",
          "Connection: keep-alive, Upgrade",
          "Upgrade: WebSocket",
          "Sec-WebSocket-Key: " + KEY,
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Protocol: chat");

  /** An endpoint's agreement. */
  static final String AGREES =
      String.join(
          "\r\n",
          "HTTP/1.1 101 Sure",
          "Upgrade: WebSocket",
          "Connection: upgrade",
          "Sec-WebSocket-Accept: " + ACCEPT,
          "Sec-WebSocket-Protocol: chat",
          "",
          "");

  /** The same as the client gets it. */
  static final String AGREED =
      String.join(
          "\r\n",
          "HTTP/1.1 101 Switching Protocols",
          "Sec-WebSocket-Accept: " + ACCEPT,
          "Sec-WebSocket-Protocol: chat",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "",
          "");

  /** A Close frame of the gateway for a client: 1001. */
  static final String GOING_AWAY = "\u0088\u0002\u0003\u00e9";

  /** A Close frame of an endpoint: 1000. */
  static final String CLOSE = "\u0088\u0002\u0003\u00e8";

  /** A Close frame of a client: 1000, masked with zeros. */
  static final String MASKED_CLOSE = "\u0088\u0082\0\0\0\0\u0003\u00e8";

  private WebSocketText() {}

  /** A text frame of an endpoint, of up to 65,535 characters. */
  static String text(String payload) {
    return "\u0081" + length(payload.length(), 0) + payload;
  }

  /** A text frame of a client. */
  static String masked(String payload) {
    return "\u0081" + length(payload.length(), 0x80) + "\0\0\0\0" + payload;
  }

  private static String length(int length, int mask) {
    return length < 126
        ? "" + (char) (mask | length)
        : "" + (char) (mask | 126) + (char) (length >> 8) + (char) (length & 0xFF);
  }

  /** What a masked frame with a payload of up to 125 bytes says. */
  static String unmasked(String frame) {
    StringBuilder payload = new StringBuilder();
    for (int i = 6; i < frame.length(); i++) {
      payload.append((char) (frame.charAt(i) ^ frame.charAt(2 + (i - 6) % 4)));
    }
    return payload.toString();
  }
}
