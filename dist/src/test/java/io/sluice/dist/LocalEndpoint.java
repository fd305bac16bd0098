package io.sluice.dist;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * An endpoint in this process: a real socket of the loopback address, an answer of the test's
 * choice. Probes are answered 200 and not counted.
 */
final class LocalEndpoint implements AutoCloseable {
  /** What becomes of a request; on a thread of its own. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  static {
    // Without it each answer in two writes waits for a delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LongAdder requests = new LongAdder();

  private LocalEndpoint(int port, Answer answer) throws IOException {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), answer);
  }

  private LocalEndpoint(InetSocketAddress address, Answer answer) throws IOException {
    server = HttpServer.create(address, 0);
    server.createContext("/health", exchange -> answer(exchange, LocalEndpoint::ok));
    server.createContext(
        "/",
        exchange -> {
          requests.increment();
          answer(exchange, answer);
        });
    server.setExecutor(threads);
    server.start();
  }

  /** An endpoint on a free port that answers everything with 200. */
  static LocalEndpoint start() throws IOException {
    return start(LocalEndpoint::ok);
  }

  /** An endpoint on a free port. */
  static LocalEndpoint start(Answer answer) throws IOException {
    return new LocalEndpoint(0, answer);
  }

  /** Another endpoint at the address of this one, which was closed. */
  LocalEndpoint restart() throws IOException {
    return new LocalEndpoint(server.getAddress().getPort(), LocalEndpoint::ok);
  }

  /** Another endpoint at the port of this one and another address of this machine. */
  LocalEndpoint alsoAt(String address) throws IOException {
    InetAddress other = InetAddress.ofLiteral(address);
    return new LocalEndpoint(
        new InetSocketAddress(other, server.getAddress().getPort()), LocalEndpoint::ok);
  }

  /** Answers 200 with a short text. */
  static void ok(HttpExchange exchange) throws IOException {
    byte[] text = "well\n".getBytes(US_ASCII);
    exchange.sendResponseHeaders(200, text.length);
    exchange.getResponseBody().write(text);
  }

  /** Keeps a request open until the test lets it go, or the endpoint closes. */
  static void await(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks it as a probe does, so that its first answer to the gateway is as quick as the next. */
  void warmUp() throws IOException {
    URI health = URI.create("http://" + address() + "/health");
    try (InputStream answer = health.toURL().openStream()) {
      answer.readAllBytes();
    }
  }

  /** The address as a registration names it. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** How many requests have come, those of probes apart. */
  long requests() {
    return requests.sum();
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      answer.to(exchange);
    }
  }

  /** Refuses connections from now on and breaks those that are open. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
