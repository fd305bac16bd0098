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
import java.util.Set;

/** Plain requests, as the gateway would show them to a plugin. */
public final class Requests {

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
