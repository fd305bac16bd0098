package io.sluice.runtime.exchange;

import io.sluice.api.Client;
import io.sluice.api.Headers;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Tells who sent a request, for the connections of one peer.
 *
 * <p>The peer itself, unless it is a trusted proxy: then the addresses of {@code X-Forwarded-For}
 * are read from the right, and the first one that is no trusted proxy is the client. A word that is
 * no address ends the reading, and what stands left of it is forgotten. What it says of scheme and
 * host is believed if it is one. Immutable.
 */
public final class Origins {

  private static final int SUBSCRIBER_BYTES = 8;

  private final TrustedProxies trusted;
  private final InetAddress peer;
  private final String peerText;
  private final Client peerClient;
  private final boolean peerTrusted;

  /** The origins of what comes from that peer. */
  public Origins(TrustedProxies trusted, InetAddress peer) {
    this.trusted = trusted;
    this.peer = peer;
    this.peerText = text(peer);
    this.peerClient = client(peer);
    this.peerTrusted = trusted.contains(peer);
  }

  /**
   * The origin of a request.
   *
   * @param scheme how the peer reached the gateway
   * @param authority the host it asked for
   */
  public Origin of(Headers headers, String scheme, String authority) {
    if (!peerTrusted) {
      return new Origin(peerClient, peerText, scheme, authority);
    }
    List<InetAddress> chain = chain(headers);
    InetAddress client = peer;
    for (InetAddress hop : chain.reversed()) {
      client = hop;
      if (!trusted.contains(hop)) {
        break;
      }
    }
    List<String> texts = new ArrayList<>(chain.stream().map(Origins::text).toList());
    texts.add(peerText);
    return new Origin(
        client(client),
        String.join(", ", texts),
        last(headers, "X-Forwarded-Proto").filter(Origins::isScheme).orElse(scheme),
        last(headers, "X-Forwarded-Host").filter(Authority::isValid).orElse(authority));
  }

  /** What the peer itself said, where others before it may have said something, too. */
  private static Optional<String> last(Headers headers, String name) {
    List<String> values = headers.all(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  private static boolean isScheme(String text) {
    return text.equals("http") || text.equals("https");
  }

  /** The addresses that the peer and the proxies before it named, the oldest first. */
  private static List<InetAddress> chain(Headers headers) {
    List<String> words = new ArrayList<>();
    for (String line : headers.all("X-Forwarded-For")) {
      for (String word : line.split(",", -1)) {
        words.add(word.strip());
      }
    }
    List<InetAddress> newestFirst = new ArrayList<>();
    for (String word : words.reversed()) {
      Optional<InetAddress> address = IpLiteral.parse(word);
      if (address.isEmpty()) {
        break;
      }
      newestFirst.add(address.get());
    }
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  private static Client client(InetAddress address) {
    String key =
        address instanceof Inet6Address
            ? HexFormat.of().formatHex(address.getAddress(), 0, SUBSCRIBER_BYTES) + "/64"
            : address.getHostAddress();
    return new Client(address, key);
  }

  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
