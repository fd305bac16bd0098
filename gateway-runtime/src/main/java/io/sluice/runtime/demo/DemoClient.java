package io.sluice.runtime.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks the gateway as a user's program does. Safe for any thread. */
final class DemoClient {

  private DemoClient() {}

  /**
   * What came back.
   *
   * @param retryAfter the value of {@code Retry-After}
   */
  record Answer(int status, String text, Optional<String> retryAfter) {}

  static Answer get(URI uri) throws IOException {
    return ask("GET", uri, "");
  }

  static Answer ask(String method, URI uri, String json) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(method);
    if (!json.isEmpty()) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      try (OutputStream body = connection.getOutputStream()) {
        body.write(json.getBytes(StandardCharsets.UTF_8));
      }
    }
    int status = connection.getResponseCode();
    return new Answer(
        status,
        read(connection, status),
        Optional.ofNullable(connection.getHeaderField("Retry-After")));
  }

  private static String read(HttpURLConnection connection, int status) throws IOException {
    InputStream stream = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    if (stream == null) {
      return "";
    }
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
