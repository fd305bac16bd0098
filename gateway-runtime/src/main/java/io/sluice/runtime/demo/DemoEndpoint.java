package io.sluice.runtime.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A small HTTP server to stand behind the gateway. It answers every request with a JSON document
 * that says who answers and what arrived; {@code /health} is well; {@code ?hold=MILLIS} waits that
 * long first. It can be killed and revived, always on the same port.
 *
 * <p>Killed and revived by one thread at a time; the counts are safe for any.
 */
public final class DemoEndpoint implements AutoCloseable {

  private static final Pattern HOLD = Pattern.compile("hold=([0-9]{1,6})");
  private static final String HEALTH = "/health";

  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger served = new AtomicInteger();
  private final InetSocketAddress address;
  private HttpServer server;
  private boolean alive = true;

  private DemoEndpoint(HttpServer server) {
    this.server = server;
    this.address = server.getAddress();
  }

  /**
   * Starts one.
   *
   * @param port 0 for a free one
   */
  public static DemoEndpoint start(String host, int port) throws IOException {
    DemoEndpoint endpoint =
        new DemoEndpoint(HttpServer.create(new InetSocketAddress(host, port), 0));
    endpoint.serve();
    return endpoint;
  }

  /** Where it listens. */
  public String address() {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** How many requests it is about to answer, probes apart. */
  public int active() {
    return active.get();
  }

  /** How many requests it has begun to answer since the last time it was asked, probes apart. */
  public int takeServed() {
    return served.getAndSet(0);
  }

  /** Whether it listens. */
  public boolean isAlive() {
    return alive;
  }

  /** Stops listening and closes its connections at once, as a process that dies. */
  public void kill() {
    if (alive) {
      alive = false;
      server.stop(0);
    }
  }

  /** Listens again, on the same port. */
  public void revive() throws IOException {
    if (!alive) {
      server = HttpServer.create(address, 0);
      serve();
      alive = true;
    }
  }

  @Override
  public void close() {
    kill();
  }

  private void serve() {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean isProbe = exchange.getRequestURI().getPath().equals(HEALTH);
    if (!isProbe) {
      served.incrementAndGet();
      active.incrementAndGet();
    }
    try (exchange) {
      long bodyBytes = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      hold(String.valueOf(exchange.getRequestURI().getRawQuery()));
      byte[] answer =
          (isProbe
                  ? "{\"status\":\"up\",\"port\":" + address.getPort() + "}\n"
                  : echo(exchange, bodyBytes))
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(200, isHead ? -1 : answer.length);
      if (!isHead) {
        exchange.getResponseBody().write(answer);
      }
    } finally {
      if (!isProbe) {
        active.decrementAndGet();
      }
    }
  }

  private static void hold(String query) throws IOException {
    Matcher matcher = HOLD.matcher(query);
    if (!matcher.find()) {
      return;
    }
    try {
      Thread.sleep(Long.parseLong(matcher.group(1)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("killed while it held a request", e);
    }
  }

  private String echo(HttpExchange exchange, long bodyBytes) {
    return "{\"port\":%d,\"method\":%s,\"target\":%s,\"bodyBytes\":%d,\"headers\":{%s}}%n"
        .formatted(
            address.getPort(),
            quoted(exchange.getRequestMethod()),
            quoted(exchange.getRequestURI().toString()),
            bodyBytes,
            fields(exchange.getRequestHeaders()));
  }

  private static String fields(Headers headers) {
    Map<String, String> sorted = new TreeMap<>();
    headers.forEach((name, values) -> sorted.put(name, String.join(", ", values)));
    return sorted.entrySet().stream()
        .map(field -> quoted(field.getKey()) + ":" + quoted(field.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').append((char) c);
          } else if (c < ' ' || c >= 0x7F) {
            quoted.append("\\u%04x".formatted(c));
          } else {
            quoted.append((char) c);
          }
        });
    return quoted.append('"').toString();
  }
}
