package io.sluice.testkit.fake;

import io.sluice.api.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/**
 * An endpoint on the loopback interface that treats every connection as its script says, and keeps
 * what it was sent. Each connection has a thread of its own; closing it closes them all.
 */
public final class ScriptedEndpoint implements AutoCloseable {

  private final ServerSocket listening;
  private final Script script;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** What an endpoint does with one connection, which is closed afterwards. */
  @FunctionalInterface
  public interface Script {

    /** Treats one connection; {@code request} is its head, or what came before the client left. */
    void play(String request, Socket connection) throws IOException;

    /** Answers with these bytes. */
    static Script answer(String bytes) {
      return (_, connection) -> {
        connection.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
      };
    }

    /** Does the same as another script, but what it sends goes out in pieces with pauses. */
    static Script inPieces(Script script, RandomGenerator random) {
      return (request, connection) -> script.play(request, new PiecewiseSocket(connection, random));
    }

    /** Says nothing until the client has left. */
    static Script silence() {
      return (_, connection) ->
          connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /** Answers with a start and then the same bytes again and again until the client has left. */
    static Script endless(String start, String again) {
      return (_, connection) -> {
        OutputStream out = connection.getOutputStream();
        out.write(start.getBytes(StandardCharsets.ISO_8859_1));
        byte[] bytes = again.repeat(100).getBytes(StandardCharsets.ISO_8859_1);
        while (true) {
          out.write(bytes);
        }
      };
    }
  }

  private ScriptedEndpoint(ServerSocket listening, Script script) {
    this.listening = listening;
    this.script = script;
  }

  /** Starts an endpoint on a free port. */
  public static ScriptedEndpoint start(Script script) {
    try {
      ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      ScriptedEndpoint endpoint = new ScriptedEndpoint(listening, script);
      Thread.ofVirtual().name("scripted-endpoint").start(endpoint::accept);
      return endpoint;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public Endpoint endpoint() {
    return new Endpoint(
        "http", listening.getInetAddress().getHostAddress(), listening.getLocalPort());
  }

  /** The heads of the requests until now. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket connection : open) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = listening.accept();
        open.add(connection);
        if (listening.isClosed()) { // while it was accepting this one
          connection.close();
        }
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      String request = head(connection.getInputStream());
      requests.add(request);
      script.play(request, connection);
    } catch (IOException e) {
      // The client left.
    } finally {
      open.remove(connection);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
