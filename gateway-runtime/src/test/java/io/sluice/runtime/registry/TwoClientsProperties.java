package io.sluice.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.api.Endpoint;
import io.sluice.runtime.history.Configuration;
import io.sluice.runtime.metrics.RegistryMeters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/**
 * Two clients that read, change what they have read and write it back, whole, on the condition that
 * it is still the same: whatever their steps' order, nothing that one of them wrote is lost.
 */
final class TwoClientsProperties {

  private static final String NAME = "books";

  /** Reads and writes by turns. */
  private abstract static class Client<T> {

    final Registry registry;
    private final int number;
    private final List<String> written = new ArrayList<>();
    private Optional<T> read = Optional.empty();

    Client(Registry registry, int number) {
      this.registry = registry;
      this.number = number;
    }

    abstract T read();

    abstract ChangeRequest changed(T read, EndpointSpec endpoint);

    void step() {
      if (read.isEmpty()) {
        read = Optional.of(read());
        return;
      }
      int port = number * 1000 + written.size() + 1;
      Endpoint endpoint = new Endpoint("http", "127.0.0.1", port);
      ChangeRequest request = changed(read.get(), EndpointSpec.of(endpoint));
      read = Optional.empty();
      switch (registry.apply(request)) {
        case ChangeResult.Applied _ -> written.add(endpoint.authority());
        case ChangeResult.PreconditionFailed _ -> {}
        case ChangeResult other -> throw new AssertionError(other);
      }
    }
  }

  /** Changes a service. */
  private static final class ServiceClient extends Client<ServiceView> {

    ServiceClient(Registry registry, int number) {
      super(registry, number);
    }

    @Override
    ServiceView read() {
      return registry.view(NAME).orElseThrow();
    }

    @Override
    ChangeRequest changed(ServiceView read, EndpointSpec endpoint) {
      ServiceSpec next = Specs.with((ServiceSpec) read.spec(), endpoint);
      Precondition unchanged = new Precondition.Matches(read.revision());
      return new ChangeRequest(new Change.Put(next), unchanged, "ann", false);
    }
  }

  /** Changes the configuration. */
  private static final class ConfigurationClient extends Client<Configuration> {

    ConfigurationClient(Registry registry, int number) {
      super(registry, number);
    }

    @Override
    Configuration read() {
      return registry.configuration();
    }

    @Override
    ChangeRequest changed(Configuration read, EndpointSpec endpoint) {
      Map<String, ServiceSpec> next = new HashMap<>();
      read.services().forEach((name, document) -> next.put(name, Specs.read(name, document)));
      next.computeIfPresent(NAME, (_, spec) -> Specs.with(spec, endpoint));
      Precondition unchanged = new Precondition.Matches(read.revision());
      return new ChangeRequest(new Change.Configure(next), unchanged, "bob", false);
    }
  }

  @Property(tries = 200)
  void noneOverwritesTheOtherUnknowingly(@ForAll @Size(max = 40) List<Boolean> turns) {
    try (Registry registry =
        new Registry(
            new FakePlugins().factory(), new FakeHealth(), RegistryMeters.NONE, Specs.DEFAULTS)) {
      registry.apply(new Change.ReplaceEndpoints(NAME, List.of()));
      Client<?> ann = new ServiceClient(registry, 1);
      Client<?> bob = new ConfigurationClient(registry, 2);
      turns.forEach(first -> (first ? ann : bob).step());
      TreeSet<String> written = new TreeSet<>(ann.written);
      written.addAll(bob.written);
      TreeSet<String> found = new TreeSet<>();
      registry
          .view(NAME)
          .orElseThrow()
          .endpoints()
          .forEach(view -> found.add(view.endpoint().authority()));
      assertEquals(written, found);
      assertEquals(1 + written.size(), registry.revision());
    }
  }
}
