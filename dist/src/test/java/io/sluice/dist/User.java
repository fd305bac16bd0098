package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Somebody who registers services at a gateway and sends requests through it. */
final class User {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 20;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Distribution gateway;

  User(Distribution gateway) {
    this.gateway = gateway;
  }

  /** The client that sends this user's requests. */
  HttpClient client() {
    return client;
  }

  /** A request to a path of the traffic's address. */
  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(gateway.traffic().resolve(path)).timeout(PATIENCE);
  }

  /** A request to a path of the administration's address. */
  HttpRequest.Builder toAdmin(String path) {
    return HttpRequest.newBuilder(gateway.admin().resolve(path)).timeout(PATIENCE);
  }

  /** Gets a path of the traffic's address. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(to(path).build());
  }

  /** Gets a path of the administration's address. */
  HttpResponse<String> getAdmin(String path) throws IOException, InterruptedException {
    return send(toAdmin(path).build());
  }

  /** Posts a JSON document to a service's registration. */
  HttpResponse<String> post(String service, String json) throws IOException, InterruptedException {
    return send(
        toAdmin("/services/" + service)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  /** Registers a service that was not there, and asserts that it was accepted. */
  void register(String service, String json) throws IOException, InterruptedException {
    HttpResponse<String> answer = post(service, json);
    assertEquals(201, answer.statusCode(), answer.body());
  }

  /** Sends a request; an answer of the administration must be as it is described. */
  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    boolean isAdministration =
        gateway.admin().getAuthority().equals(request.uri().getAuthority())
            && DescribedInterface.isAbout(request.uri().getRawPath());
    if (isAdministration) {
      DescribedInterface.check(request, answer);
    }
    return answer;
  }

  /** Asks again and again until it is so. */
  static void await(String what, BooleanSupplier isSo) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("In vain waited for: " + what);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** A JSON document without white space between its tokens. */
  static String compact(String json) {
    return json.replaceAll("\\s*([\\[\\]{}:,])\\s*", "$1");
  }

  /** The addresses as a JSON array. */
  static String array(List<LocalEndpoint> endpoints) {
    return endpoints.stream()
        .map(endpoint -> "\"" + endpoint.address() + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
