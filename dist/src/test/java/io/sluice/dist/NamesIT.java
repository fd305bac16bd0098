package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that lead elsewhere while requests keep coming; told to the gateway by a hosts file. */
final class NamesIT {
  private static final int CONNECTIONS = 4;
  private static final List<String> ADDRESSES = List.of("127.0.0.1", "127.0.0.2", "127.0.0.3");

  @TempDir Path folder;

  private final List<LocalEndpoint> endpoints = new ArrayList<>();
  private Path hosts;
  private Distribution gateway;
  private User user;

  @BeforeEach
  void start() throws Exception {
    LocalEndpoint first = LocalEndpoint.start();
    endpoints.add(first);
    for (String address : ADDRESSES.subList(1, ADDRESSES.size())) {
      endpoints.add(first.alsoAt(address));
    }
    hosts = folder.resolve("hosts");
    nameLeadsTo("127.0.0.1", "127.0.0.2");
    gateway = Distribution.start(Map.of("JAVA_OPTS", "-Djdk.net.hosts.file=" + hosts));
    user = new User(gateway);
  }

  @AfterEach
  void stop() {
    gateway.close();
    endpoints.forEach(LocalEndpoint::close);
  }

  /** Replaces the file in one step, so that nobody reads half of it. */
  private void nameLeadsTo(String... addresses) throws IOException {
    StringBuilder lines = new StringBuilder("127.0.0.1 localhost\n");
    for (String address : addresses) {
      lines.append(address).append(" books.test\n");
    }
    Path next = Files.writeString(folder.resolve("next"), lines);
    Files.move(next, hosts, StandardCopyOption.ATOMIC_MOVE);
  }

  private String name() {
    String address = endpoints.getFirst().address();
    return "books.test" + address.substring(address.lastIndexOf(':'));
  }

  private void register(String resolve) throws Exception {
    user.register(
        "books",
        """
        {"endpoints": [{"address": "%s", %s}], "limiter": "none", "probe": "none",
         "balancer": "round-robin"}
        """
            .formatted(name(), resolve));
  }

  private String shown() {
    try {
      return User.compact(user.getAdmin("/api/v1/services/books").body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private boolean got(int endpoint, long before) {
    return endpoints.get(endpoint).requests() > before + 20;
  }

  @Test
  void theAddressesOfANameAreEndpointsThatComeAndGo() throws Exception {
    register("\"resolve\": \"all\", \"refresh\": \"1s\"");
    try (SteadyClients clients =
        SteadyClients.start(CONNECTIONS, gateway.traffic().resolve("/books/"))) {
      User.await("requests at both", () -> got(0, 0) && got(1, 0));
      nameLeadsTo("127.0.0.2", "127.0.0.3");
      User.await("requests at the third", () -> got(2, 0));
      User.await("the first is gone", () -> !shown().contains("\"127.0.0.1:"));
      long first = endpoints.getFirst().requests();
      long third = endpoints.getLast().requests();
      User.await("more requests", () -> got(2, third + 200));
      assertTrue(endpoints.getFirst().requests() - first < 10, "the first still gets requests");

      nameLeadsTo();
      User.await("the failure is shown", () -> shown().contains("nameProblem"));
      long second = endpoints.get(1).requests();
      User.await("requests go on", () -> got(1, second + 100));
      assertTrue(user.getAdmin("/metrics").body().contains("sluice_names_failing 1.0"));
      clients.stop();
      assertEquals(List.of(), clients.failures());
    }
  }

  @Test
  void aNameThatIsLookedUpAtEachConnectIsOneEndpointAndKeepsItsLastAddresses() throws Exception {
    register("\"resolve\": \"once\"");
    assertEquals(200, user.get("/books/").statusCode());
    assertTrue(shown().contains("\"address\":\"" + name() + "\",\"state\""), shown());
    nameLeadsTo();
    String request = "/books/again";
    for (int i = 0; i < 5; i++) {
      assertEquals(200, user.get(request).statusCode());
    }
    endpoints.getFirst().close(); // what is pooled is of no more use
    assertEquals(200, user.get(request).statusCode());
  }
}
