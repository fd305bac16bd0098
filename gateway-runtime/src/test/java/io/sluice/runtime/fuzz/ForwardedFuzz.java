package io.sluice.runtime.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.runtime.exchange.FieldList;
import io.sluice.runtime.exchange.IpLiteral;
import io.sluice.runtime.exchange.Octets;
import io.sluice.runtime.exchange.Origin;
import io.sluice.runtime.exchange.Origins;
import io.sluice.runtime.exchange.TrustedProxies;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for whatever is said about whom a request comes from. */
class ForwardedFuzz {

  private static final InetAddress PEER = InetAddress.ofLiteral("10.0.0.1");
  private static final TrustedProxies TRUSTED =
      TrustedProxies.parse(List.of("10.0.0.0/8", "fd00::/8"));

  static Stream<byte[]> seeds() {
    return Stream.of(
            "9.9.9.9",
            "9.9.9.9, 10.1.1.1",
            "evil, 9.9.9.9, 10.1.1.1, 10.1.1.2",
            "8.8.8.8\n9.9.9.9,10.1.1.1",
            "2001:db8::1, fd00::1",
            "[2001:db8::1]:80",
            "::ffff:10.1.1.1",
            "9.9.9.9:1234",
            " , ,9.9.9.9,\t",
            "1.2.3.4/8",
            "0x7f.1, 017.0.0.1, 1.2.3",
            "fe80::1%eth0",
            "http\nhttps")
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2s")
  void forwarded(byte[] bytes) {
    List<String> lines = lines(bytes);
    checkNetwork(lines.isEmpty() ? "" : lines.getFirst());
    FieldList fields = fields("X-Forwarded-For", lines);
    Origin stranger = new Origins(TrustedProxies.NONE, PEER).of(fields, "http", "a");
    assertEquals("10.0.0.1", stranger.forwardedFor());
    assertEquals(PEER, stranger.client().address());

    Origin origin = origin(fields);
    List<String> chain = List.of(origin.forwardedFor().split(", ", -1));
    assertEquals("10.0.0.1", chain.getLast());
    assertTrue(
        chain.stream().allMatch(word -> IpLiteral.parse(word).isPresent()), chain.toString());
    assertTrue(chain.contains(text(origin.client().address())), chain.toString());
    assertEquals(origin, origin(fields("X-Forwarded-For", chain.subList(0, chain.size() - 1))));
    assertEquals(origin, origin(fields("X-Forwarded-For", List.of(String.join(",", lines)))));
    assertEquals(origin, origin(fields("X-Forwarded-For", words(lines))));
    String scheme = origin(fields("X-Forwarded-Proto", lines)).forwardedProto();
    assertTrue(Set.of("http", "https").contains(scheme), scheme);
  }

  private static Origin origin(FieldList fields) {
    return new Origins(TRUSTED, PEER).of(fields, "http", "a");
  }

  /** A network holds its own address, and is refused with the one exception that is declared. */
  private static void checkNetwork(String cidr) {
    TrustedProxies parsed;
    try {
      parsed = TrustedProxies.parse(List.of(cidr));
    } catch (IllegalArgumentException e) {
      return;
    }
    assertTrue(parsed.contains(parsed.networks().getFirst().address()), cidr);
  }

  /** The lines that may stand in a field. */
  private static List<String> lines(byte[] bytes) {
    return Arrays.stream(new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1))
        .map(String::strip)
        .filter(ForwardedFuzz::isFieldValue)
        .toList();
  }

  private static boolean isFieldValue(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
    return Octets.isFieldValue(bytes, 0, bytes.length);
  }

  private static List<String> words(List<String> lines) {
    return lines.stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  private static FieldList fields(String name, List<String> values) {
    FieldList fields = FieldList.none();
    for (String value : values) {
      fields = fields.with(name, value);
    }
    return fields;
  }

  private static String text(InetAddress address) {
    return address.getHostAddress();
  }
}
