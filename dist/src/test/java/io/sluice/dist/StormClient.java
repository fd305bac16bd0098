package io.sluice.dist;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;

/**
 * One of several clients that change services as fast as they can, each its own ones, and now and
 * then all of them at once. It knows what was acknowledged, and what was under way when the gateway
 * died. Of one thread; the others' services are read while none of them changes anything.
 *
 * <p>All endpoints of a service belong to one version of it, so that half a change can be seen.
 */
final class StormClient {
  private static final int SERVICES = 5;
  private static final int MOST_ENDPOINTS = 12;

  private final String name;
  private final Random random;
  private final ReadWriteLock alone;
  private final Map<String, List<String>> acknowledged = new TreeMap<>();
  private Map<String, List<String>> underWay = Map.of();
  private int version;
  private int acknowledgements;

  /**
   * A client that has changed nothing yet.
   *
   * @param alone held for writing by who changes services of the others, too
   */
  StormClient(String name, Random random, ReadWriteLock alone) {
    this.name = name;
    this.random = random;
    this.alone = alone;
  }

  /** What was acknowledged: endpoints by service. */
  Map<String, List<String>> acknowledged() {
    return acknowledged;
  }

  /** What its last change, which was not answered, made of services; none is left if empty. */
  Map<String, List<String>> underWay() {
    return underWay;
  }

  /** How many changes were acknowledged. */
  int acknowledgements() {
    return acknowledgements;
  }

  /** Takes what was found after a restart for what holds. */
  void believe(Map<String, List<String>> services) {
    acknowledged.clear();
    services.forEach((service, endpoints) -> {
      if (service.startsWith(name + "-")) {
        acknowledged.put(service, endpoints);
      }
    });
    underWay = Map.of();
  }

  /** Changes things until the gateway does not answer any more. */
  void storm(User user, List<StormClient> all) throws InterruptedException {
    try {
      while (true) {
        change(user, all);
      }
    } catch (IOException e) {
      // The gateway was killed.
    }
  }

  private void change(User user, List<StormClient> all) throws IOException, InterruptedException {
    if (random.nextInt(25) == 0) {
      alone.writeLock().lock();
      try {
        replaceAll(user, all);
      } finally {
        alone.writeLock().unlock();
      }
      return;
    }
    alone.readLock().lock();
    try {
      changeOne(user);
    } finally {
      alone.readLock().unlock();
    }
  }

  private void changeOne(User user) throws IOException, InterruptedException {
    String service = name + "-" + random.nextInt(SERVICES);
    boolean isThere = acknowledged.containsKey(service);
    List<String> endpoints = endpoints();
    HttpRequest.Builder request = user.toAdmin("/api/v1/services/" + service);
    switch (isThere ? random.nextInt(4) : 0) {
      case 0, 1 -> {
        underWay = Map.of(service, endpoints);
        request.PUT(BodyPublishers.ofString(document(endpoints)));
      }
      case 2 -> {
        underWay = Map.of(service, endpoints);
        request.POST(BodyPublishers.ofString(array(endpoints)));
      }
      default -> {
        underWay = Map.of(service, List.of());
        request.DELETE();
      }
    }
    acknowledge(user.send(request.header("Content-Type", "application/json").build()));
    settle(acknowledged);
  }

  /** Gives the first service of each client endpoints anew, by one document with everything. */
  private void replaceAll(User user, List<StormClient> all)
      throws IOException, InterruptedException {
    Map<String, List<String>> everything = new TreeMap<>();
    Map<String, List<String>> changed = new TreeMap<>();
    for (StormClient client : all) {
      everything.putAll(client.acknowledged);
      changed.put(client.name + "-0", endpoints());
    }
    everything.putAll(changed);
    String document =
        everything.entrySet().stream()
            .map(service -> "\"" + service.getKey() + "\":" + document(service.getValue()))
            .collect(joining(",", "{\"services\":{", "}}"));
    underWay = changed;
    acknowledge(
        user.send(
            user.toAdmin("/api/v1/config")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(document))
                .build()));
    for (StormClient client : all) {
      String first = client.name + "-0";
      client.acknowledged.put(first, changed.get(first));
    }
    underWay = Map.of();
  }

  private void acknowledge(HttpResponse<String> answer) {
    assertTrue(answer.statusCode() < 300, () -> answer.statusCode() + " " + answer.body());
    acknowledgements++;
  }

  private void settle(Map<String, List<String>> services) {
    underWay.forEach((service, endpoints) -> {
      if (endpoints.isEmpty()) {
        services.remove(service);
      } else {
        services.put(service, endpoints);
      }
    });
    underWay = Map.of();
  }

  private List<String> endpoints() {
    version++;
    List<String> endpoints = new ArrayList<>();
    for (int i = random.nextInt(MOST_ENDPOINTS); i >= 0; i--) {
      endpoints.add("127.1.%d.%d:%d".formatted(version >> 8 & 0xFF, version & 0xFF, i + 1));
    }
    return endpoints;
  }

  private static String document(List<String> endpoints) {
    return "{\"endpoints\":" + array(endpoints) + ",\"probe\":\"none\"}";
  }

  private static String array(List<String> endpoints) {
    return endpoints.stream().collect(joining("\",\"", "[\"", "\"]"));
  }
}
