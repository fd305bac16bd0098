package io.sluice.dist;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An endpoint that sends every WebSocket message back (RFC 6455), strict about masks, and remembers
 * the codes of the Close frames it gets. What asks for no WebSocket is answered 200.
 */
final class WebSocketEndpoint implements AutoCloseable {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  /** A frame without its mask. */
  private record Frame(int first, ByteBuffer payload) {
    int opcode() {
      return first & 0x0F;
    }
  }

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Integer> closeCodes = new LinkedBlockingQueue<>();

  private WebSocketEndpoint(ServerSocket server) {
    this.server = server;
  }

  /** An endpoint on a free port. */
  static WebSocketEndpoint start() throws IOException {
    WebSocketEndpoint endpoint =
        new WebSocketEndpoint(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(endpoint::accept);
    return endpoint;
  }

  /** The address as a registration names it. */
  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** The code of the next Close frame. */
  int closeCode() throws InterruptedException {
    Integer code = closeCodes.poll(30, TimeUnit.SECONDS);
    if (code == null) {
      throw new AssertionError("no Close frame came");
    }
    return code;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      OutputStream out = socket.getOutputStream();
      String key = "";
      while (key.isEmpty()) {
        key = key(in);
        out.write((key.isEmpty() ? ok() : agreement(key)).getBytes(StandardCharsets.US_ASCII));
      }
      echo(in, out);
    } catch (IOException e) {
      // the gateway ended the connection
    } finally {
      open.remove(socket);
    }
  }

  /** Reads a head; the key of the WebSocket it asks for, or empty. */
  @SuppressWarnings("deprecation") // readLine takes bytes for characters, as is wanted
  private static String key(DataInputStream in) throws IOException {
    String key = "";
    boolean upgrade = false;
    for (String line = in.readLine(); !"".equals(line); line = in.readLine()) {
      if (line == null) {
        throw new EOFException();
      }
      upgrade |= line.equalsIgnoreCase("Upgrade: websocket");
      if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key: ")) {
        key = line.substring(line.indexOf(':') + 1).strip();
      }
    }
    return upgrade ? key : "";
  }

  private static String ok() {
    return "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  }

  private static String agreement(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Accept: "
          + Base64.getEncoder().encodeToString(digest)
          + "\r\n\r\n";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void echo(DataInputStream in, OutputStream out) throws IOException {
    while (true) {
      Frame frame = read(in);
      switch (frame.opcode()) {
        case CLOSE -> {
          write(out, frame);
          closeCodes.add((int) frame.payload().getShort(0));
          return;
        }
        case PING -> write(out, new Frame(0x80 | PONG, frame.payload()));
        default -> write(out, frame);
      }
    }
  }

  private static Frame read(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    if ((second & 0x80) == 0) {
      throw new IOException("a frame for an endpoint must be masked");
    }
    int length =
        switch (second & 0x7F) {
          case 126 -> in.readUnsignedShort();
          case 127 -> Math.toIntExact(in.readLong());
          default -> second & 0x7F;
        };
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new EOFException();
    }
    for (int i = 0; i < length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return new Frame(first, ByteBuffer.wrap(payload));
  }

  private static void write(OutputStream out, Frame frame) throws IOException {
    int length = frame.payload().remaining();
    ByteBuffer bytes = ByteBuffer.allocate(10 + length);
    bytes.put((byte) frame.first());
    if (length < 126) {
      bytes.put((byte) length);
    } else if (length < 65_536) {
      bytes.put((byte) 126).putShort((short) length);
    } else {
      bytes.put((byte) 127).putLong(length);
    }
    bytes.put(frame.payload().duplicate());
    out.write(bytes.array(), 0, bytes.position());
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
