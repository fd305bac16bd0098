package io.sluice.runtime.listener;

import io.sluice.api.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An endpoint that does with each connection what its script says, and remembers the requests it
 * got, to the byte.
 */
public final class ScriptedEndpoint implements AutoCloseable {

  /** What is done with one connection, which ends when this returns or throws. */
  @FunctionalInterface
  public interface Script {
    void serve(Peer peer) throws IOException;
  }

  /** One connection of the gateway, as the endpoint sees it. */
  public static final class Peer {

    private final Socket socket;
    private final InputStream in;
    private final ScriptedEndpoint endpoint;
    private final int number;

    private Peer(Socket socket, ScriptedEndpoint endpoint, int number) throws IOException {
      this.socket = socket;
      this.endpoint = endpoint;
      this.number = number;
      this.in = new java.io.BufferedInputStream(socket.getInputStream());
    }

    /** Which connection this is: 1 is the first. */
    public int number() {
      return number;
    }

    /** Reads a whole request and remembers it. */
    public String request() throws IOException {
      String head = RawMessages.head(in);
      String body = body(head);
      endpoint.requests.add(head + body);
      return head + body;
    }

    /** Reads a head and remembers it. */
    public String head() throws IOException {
      String head = RawMessages.head(in);
      endpoint.requests.add(head);
      return head;
    }

    /** Reads the body that follows a head. */
    public String body(String head) throws IOException {
      if (RawMessages.isChunked(head)) {
        ByteArrayOutputStream trailers = new ByteArrayOutputStream();
        return RawMessages.chunked(in, trailers) + RawMessages.text(trailers);
      }
      long length = RawMessages.length(head);
      return length > 0 ? RawMessages.exactly(in, length) : "";
    }

    /** Reads exactly so many bytes. */
    public String read(int count) throws IOException {
      return RawMessages.exactly(in, count);
    }

    /** Reads a line with its end. */
    public String readLine() throws IOException {
      return RawMessages.line(in);
    }

    /** Reads until the gateway ends the connection; returns what came. */
    public String readUntilClose() throws IOException {
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      in.transferTo(rest);
      return RawMessages.text(rest);
    }

    /** Reads exactly so many bytes and remembers them as if they were a request. */
    public void remember(int count) throws IOException {
      endpoint.requests.add(RawMessages.exactly(in, count));
    }

    /** Sends back all that comes. */
    public void echo() throws IOException {
      byte[] buffer = new byte[10_000];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        socket.getOutputStream().write(buffer, 0, count);
      }
    }

    /** Says that nothing more is sent. */
    public void endOutput() throws IOException {
      socket.shutdownOutput();
    }

    /** Sends bytes. */
    public Peer send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    }

    /** Ends the connection. */
    public void close() throws IOException {
      socket.close();
    }

    /** Ends the connection with a reset. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  private final ServerSocket server;
  private final Script script;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Thread acceptor;

  private ScriptedEndpoint(Script script) throws IOException {
    this.script = script;
    this.server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    this.acceptor = Thread.ofVirtual().name("endpoint").start(this::accept);
  }

  /** An endpoint with that script. */
  public static ScriptedEndpoint of(Script script) throws IOException {
    return new ScriptedEndpoint(script);
  }

  /** An endpoint that reads each request whole and answers with these bytes. */
  public static ScriptedEndpoint answering(String response) throws IOException {
    return of(peer -> {
      while (true) {
        peer.request();
        peer.send(response);
      }
    });
  }

  /** An endpoint that answers each request with a body that is the request, to the byte. */
  public static ScriptedEndpoint mirror() throws IOException {
    return of(peer -> {
      while (true) {
        String request = peer.request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + request.length() + "\r\n\r\n");
        if (!request.startsWith("HEAD ")) {
          peer.send(request);
        }
      }
    });
  }

  /** An address that nobody listens at. */
  public static Endpoint refusing() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Endpoint("http", "127.0.0.1", socket.getLocalPort());
    }
  }

  /** Where it listens. */
  public Endpoint address() {
    return new Endpoint("http", "127.0.0.1", server.getLocalPort());
  }

  /** How many connections were made. */
  public int connections() {
    return connections.get();
  }

  /** The next request it got: its head, its content without chunk lines, its trailer lines. */
  public String taken() throws InterruptedException {
    String request = requests.poll(10, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came");
    }
    return request;
  }

  /** How many requests it got that were not {@linkplain #taken taken}. */
  public int waiting() {
    return requests.size();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Peer peer = new Peer(socket, this, connections.incrementAndGet());
        open.add(socket);
        Thread.ofVirtual().name("endpoint-connection").start(() -> serve(peer));
      } catch (IOException e) {
        // closed, or a connection that was gone already
      }
    }
  }

  private void serve(Peer peer) {
    try {
      script.serve(peer);
    } catch (IOException e) {
      // the gateway ended the connection
    } finally {
      open.remove(peer.socket);
      end(peer.socket);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it has ended already
    }
  }

  /** Lets nobody connect any more: the port is closed only when nobody accepts on it. */
  public void stopListening() throws IOException {
    server.close();
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
