package io.sluice.runtime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers what a test has laid ready for a method and a path, and notes what was asked. */
final class FakeAdministration implements AutoCloseable {

  private record Ready(int status, String tag, String content) {}

  private final HttpServer server;
  private final Map<String, Ready> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  FakeAdministration() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Lays an answer ready; the content may have single quotes in the place of double ones. */
  void answers(String request, int status, String tag, String content) {
    answers.put(request, new Ready(status, tag, content.replace('\'', '"')));
  }

  void answers(String request, String content) {
    answers(request, 200, "", content);
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * What was asked: method, target, {@code If-Match}, token and content, as far as they are there.
   */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      String content = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      asked.add(
          (request + field(exchange, "If-Match") + field(exchange, "Authorization") + " " + content)
              .strip());
      Ready ready = answers.getOrDefault(request, new Ready(404, "", "{'title':'Not found'}"));
      if (!ready.tag().isEmpty()) {
        exchange.getResponseHeaders().set("ETag", ready.tag());
      }
      byte[] bytes = ready.content().getBytes(UTF_8);
      exchange.sendResponseHeaders(ready.status(), bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private static String field(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : " " + value;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
