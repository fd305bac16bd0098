package io.sluice.runtime.demo;

import io.sluice.runtime.demo.DemoClient.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Three endpoints and a gateway in front of them.
 *
 * @param traffic where clients ask
 * @param admin where services are registered
 * @param endpoints in the order of their numbers
 */
record DemoSetup(URI traffic, URI admin, List<DemoEndpoint> endpoints) implements AutoCloseable {

  private static final int ENDPOINTS = 3;

  static DemoSetup start(URI traffic, URI admin) throws IOException {
    List<DemoEndpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < ENDPOINTS; i++) {
      endpoints.add(DemoEndpoint.start("127.0.0.1", 0));
    }
    return new DemoSetup(traffic, admin, List.copyOf(endpoints));
  }

  /** Registers a service on all endpoints, probed every second. */
  void register(String name, String policies) throws IOException {
    String addresses =
        endpoints.stream()
            .map(endpoint -> "\"" + endpoint.address() + "\"")
            .collect(Collectors.joining(","));
    String service =
        "{\"endpoints\":[" + addresses + "],\"probe\":{\"interval\":\"1s\"}" + policies + "}";
    Answer answer = DemoClient.ask("PUT", admin.resolve("/services/" + name), service);
    if (answer.status() >= 300) {
      throw new IOException("registering " + name + " failed: " + answer.text());
    }
  }

  /** The endpoint of a number that people count from one, or none. */
  DemoEndpoint endpoint(int number) {
    return endpoints.get(number - 1);
  }

  @Override
  public void close() {
    endpoints.forEach(DemoEndpoint::close);
  }
}
