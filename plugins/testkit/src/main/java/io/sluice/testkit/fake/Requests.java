package io.sluice.testkit.fake;

import io.sluice.api.Body;
import io.sluice.api.Client;
import io.sluice.api.Endpoint;
import io.sluice.api.Headers;
import io.sluice.api.Request;
import io.sluice.api.RequestHead;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.limiter.LimitRequest;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Plain requests, as the gateway would show them to a plugin. */
public final class Requests {

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND", "x-odd!");
  private static final List<String> SCHEMES = List.of("http", "https");
  private static final List<String> AUTHORITIES =
      List.of("books.example", "books.example:8443", "[2001:db8::1]:80", "192.0.2.1", "");
  private static final List<String> PATHS =
      List.of("/", "/books", "/books/", "/books//1", "/a;b=c/@:!$&'()*+,=", "/%E2%82%AC/%20");
  private static final List<String> QUERIES = List.of("", "?", "?a=1&a=2", "?x[]={y}|\"%");
  private static final List<String> FIELDS =
      List.of("Host", "Cookie", "Accept", "Origin", "X-API-Key", "Authorization", "x-$odd");
  private static final List<String> VALUES =
      List.of("", "a", "a=1; b=\"2", "=;,", "books.example", "caf\u00c3\u00a9", "Basic ?");

  private Requests() {}

  /** A GET of that canonical path. */
  public static RequestHead get(String path) {
    return new RequestHead(
        "GET", "http", "books.example", path, "", Headers.of("Host", "books.example"));
  }

  /** The client at that IPv4 address. */
  public static Client client(String address) {
    return new Client(InetAddress.ofLiteral(address), address);
  }

  /** A client of its own for each number. */
  public static Client client(int number) {
    return client(
        "10." + (number >> 16 & 0xFF) + "." + (number >> 8 & 0xFF) + "." + (number & 0xFF));
  }

  /**
   * A head of any sort that the gateway lets pass: other methods, no authority, paths with all that
   * may stand in one, fields repeated, empty, or of bytes above 0x7F.
   */
  public static RequestHead anyHead(RandomGenerator random) {
    Headers headers = Headers.none();
    for (int i = random.nextInt(4); i > 0; i--) {
      headers = headers.with(oneOf(random, FIELDS), oneOf(random, VALUES));
    }
    String method = oneOf(random, METHODS);
    return new RequestHead(
        method,
        oneOf(random, SCHEMES),
        oneOf(random, AUTHORITIES),
        method.equals("OPTIONS") && random.nextBoolean() ? "*" : oneOf(random, PATHS),
        oneOf(random, QUERIES),
        headers);
  }

  /** A client at any address, also of IPv6. */
  public static Client anyClient(RandomGenerator random) {
    if (random.nextBoolean()) {
      return client(random.nextInt(1 << 24));
    }
    String network = "2001:db8:0:" + Integer.toHexString(random.nextInt(1 << 16));
    return new Client(
        InetAddress.ofLiteral(network + "::" + Integer.toHexString(1 + random.nextInt(1 << 15))),
        network + "::/64");
  }

  private static String oneOf(RandomGenerator random, List<String> some) {
    return some.get(random.nextInt(some.size()));
  }

  /** What a balancer is asked, with the endpoints that were tried in vain. */
  public static PickRequest pick(Collection<Endpoint> excluded) {
    return new PickRequest(get("/books/1"), client(1), Set.copyOf(excluded));
  }

  /** What a balancer is asked at the first attempt. */
  public static PickRequest pick() {
    return pick(Set.of());
  }

  /** What a limiter is asked for a path below the route {@code /books}. */
  public static LimitRequest limit(Client client, String path) {
    return new LimitRequest(get(path), client, "books", "/books");
  }

  /** What passes the filters, with a body of these bytes. */
  public static Request request(String path, Body body) {
    return new Request(get(path), body, client(1));
  }
}
