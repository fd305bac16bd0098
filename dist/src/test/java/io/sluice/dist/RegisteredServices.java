package io.sluice.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The services of a configuration document, each with the addresses of its endpoints. */
final class RegisteredServices {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RegisteredServices() {}

  /** Reads the document that {@code GET /api/v1/config} gives. */
  static Map<String, List<String>> of(String document) throws IOException {
    Map<String, List<String>> services = new TreeMap<>();
    JSON.readTree(document)
        .get("services")
        .properties()
        .forEach(service -> services.put(service.getKey(), endpoints(service.getValue())));
    return services;
  }

  private static List<String> endpoints(JsonNode service) {
    List<String> addresses = new ArrayList<>();
    service
        .get("endpoints")
        .forEach(
            one -> addresses.add(one.isTextual() ? one.asText() : one.get("address").asText()));
    return addresses;
  }
}
