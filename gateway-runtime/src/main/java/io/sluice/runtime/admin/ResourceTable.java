package io.sluice.runtime.admin;

import io.sluice.runtime.rest.PathTemplate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the administration has at which paths: one table, which the document of the interface is
 * held against. Of two templates that a path is of, the one that was added first goes before.
 * Immutable.
 */
final class ResourceTable {

  static final String VERSIONED = "/api/v1";

  private final Map<PathTemplate, Resource> resources;

  /** A resource with what a path has in the place of its template's variables. */
  record Found(Resource resource, Map<String, String> variables) {}

  private ResourceTable(Map<PathTemplate, Resource> resources) {
    this.resources = resources;
  }

  /** A table without resources. */
  static ResourceTable empty() {
    return new ResourceTable(Map.of());
  }

  /** The same table with one more resource. */
  ResourceTable with(String template, Resource resource) {
    Map<PathTemplate, Resource> more = new LinkedHashMap<>(resources);
    more.put(new PathTemplate(template), resource);
    return new ResourceTable(more);
  }

  /** The same table with one more resource, below the version of the interface. */
  ResourceTable withVersioned(String template, Resource resource) {
    return with(VERSIONED + template, resource);
  }

  /** The same, which has its short form without the version, too. */
  ResourceTable withShort(String template, Resource resource) {
    return withVersioned(template, resource).with(template, resource);
  }

  /** The same table with those of another, too. */
  ResourceTable and(ResourceTable other) {
    Map<PathTemplate, Resource> more = new LinkedHashMap<>(resources);
    more.putAll(other.resources);
    return new ResourceTable(more);
  }

  /** What is at a canonical path. */
  Optional<Found> find(String path) {
    for (Map.Entry<PathTemplate, Resource> entry : resources.entrySet()) {
      Optional<Map<String, String>> variables = entry.getKey().match(path);
      if (variables.isPresent()) {
        return Optional.of(new Found(entry.getValue(), variables.get()));
      }
    }
    return Optional.empty();
  }

  /** All resources by their templates. */
  Map<PathTemplate, Resource> resources() {
    return resources;
  }
}
