package io.sluice.runtime.exchange;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The IPv4 addresses that packets to an IPv6 address may end at, because it is a way to write them
 * or because a translator or a tunnel takes them there.
 */
final class EmbeddedAddresses {

  private static final byte[] NAT64 = prefix(0x00, 0x64, 0xFF, 0x9B);
  private static final byte[] SIX_TO_FOUR = prefix(0x20, 0x02);
  private static final byte[] TEREDO = prefix(0x20, 0x01, 0, 0);
  private static final byte[] ISATAP = prefix(0, 0, 0x5E, 0xFE);
  private static final byte[] GLOBAL_ISATAP = prefix(2, 0, 0x5E, 0xFE);
  private static final byte[] TWELVE_ZEROS = new byte[12];
  private static final byte[] TRANSLATED = prefix(0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0);

  private EmbeddedAddresses() {}

  private static byte[] prefix(int... octets) {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return bytes;
  }

  /** None of an IPv4 address, and of most others. */
  static List<InetAddress> of(InetAddress address) {
    List<InetAddress> found = new ArrayList<>();
    if (!(address instanceof Inet6Address)) {
      return found;
    }
    byte[] bytes = address.getAddress();
    boolean plain = address.isAnyLocalAddress() || address.isLoopbackAddress();
    if ((has(bytes, 0, TWELVE_ZEROS) && !plain) // RFC 4291 section 2.5.5.1
        || has(bytes, 0, TRANSLATED) // RFC 2765 section 2.1
        || has(bytes, 0, NAT64) // RFC 6052 section 2.1, RFC 8215
        || has(bytes, 8, ISATAP) // RFC 5214 section 6.1
        || has(bytes, 8, GLOBAL_ISATAP)) {
      found.add(four(bytes, 12, 0));
    }
    if (has(bytes, 0, SIX_TO_FOUR)) { // RFC 3056 section 2
      found.add(four(bytes, 2, 0));
    }
    if (has(bytes, 0, TEREDO)) { // RFC 4380 section 4
      found.add(four(bytes, 4, 0));
      found.add(four(bytes, 12, 0xFF));
    }
    return found;
  }

  private static boolean has(byte[] bytes, int at, byte[] prefix) {
    return Arrays.equals(bytes, at, at + prefix.length, prefix, 0, prefix.length);
  }

  private static InetAddress four(byte[] bytes, int at, int mask) {
    byte[] four = new byte[4];
    for (int i = 0; i < four.length; i++) {
      four[i] = (byte) (bytes[at + i] ^ mask);
    }
    try {
      return InetAddress.getByAddress(four);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
