package io.sluice.runtime.admin;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;

/**
 * The listener of the administration: ordinary Helidon, HTTP/1.1 only, one virtual thread a
 * connection. Helidon's own reading is bounded here as far as it can be: heads are short, chunked
 * bodies are refused unread, and connections are few.
 */
public final class AdminServer implements AutoCloseable {

  /** What services may not be called where the administration shares the traffic's port. */
  public static final Set<String> RESERVED_NAMES =
      Set.of("services", "plugins", "metrics", "api", "livez", "readyz");

  private static final int MOST_CONNECTIONS = 512;

  private final WebServer server;

  private AdminServer(WebServer server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @throws RuntimeException if the address can not be bound
   */
  public static AdminServer start(AdminSettings settings, AdminRooms rooms) {
    return start(settings.address(), AdminApi.full(settings, rooms));
  }

  /** Starts to show the meters, life and readiness to everybody who reaches the address. */
  public static AdminServer startMetrics(InetSocketAddress address, AdminRooms rooms) {
    return start(address, AdminApi.metricsOnly(rooms));
  }

  private static AdminServer start(InetSocketAddress address, AdminApi api) {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, AdminServer::unread);
    }
    WebServer server =
        WebServer.builder()
            .address(address.getAddress())
            .port(address.getPort())
            .protocolsDiscoverServices(false)
            .addProtocol(
                Http1Config.builder().maxPrologueLength(2 << 10).maxHeadersSize(16 << 10).build())
            .directHandlers(handlers.build())
            .maxTcpConnections(MOST_CONNECTIONS)
            .idleConnectionTimeout(Duration.ofMinutes(1))
            .shutdownHook(false)
            .shutdownGracePeriod(Duration.ofSeconds(1))
            .routing(routing -> routing.any((request, response) -> serve(api, request, response)))
            .build();
    return new AdminServer(server.start());
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Stops listening. */
  @Override
  public void close() {
    server.stop();
  }

  private static void serve(AdminApi api, ServerRequest request, ServerResponse response) {
    boolean hasBody =
        request.headers().contains(HeaderNames.TRANSFER_ENCODING)
            || request.headers().contains(HeaderNames.CONTENT_LENGTH);
    AdminRequest asked =
        new AdminRequest(
            request.prologue().method().text(),
            request.path().rawPath(),
            name -> request.headers().first(HeaderNames.create(name)),
            hasBody ? request.content().inputStream() : InputStream.nullInputStream());
    Reply reply = api.answer(asked);
    send(reply, asked, response);
  }

  /** A body that was not read is never drained: the connection ends instead. */
  private static void send(Reply reply, AdminRequest asked, ServerResponse response) {
    response.status(reply.status());
    reply.fields().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    if (reply.status() >= 400) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    byte[] content = reply.bytes();
    if (asked.method().equals("HEAD")) {
      response.contentLength(content.length);
      response.send();
    } else if (content.length == 0) {
      response.send();
    } else {
      response.send(content);
    }
  }

  /** The answer to what Helidon could not read. */
  private static DirectHandler.TransportResponse unread(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType type,
      io.helidon.http.Status status,
      io.helidon.http.ServerResponseHeaders headers,
      String message) {
    Reply reply =
        Problem.of(status.code(), "malformed-request", "The request is malformed", message).reply();
    DirectHandler.TransportResponse.Builder response =
        DirectHandler.TransportResponse.builder()
            .status(status)
            .headers(headers)
            .keepAlive(false)
            .entity(reply.bytes());
    reply.fields().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    return response.build();
  }
}
