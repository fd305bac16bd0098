package io.sluice.runtime.admin;

import io.sluice.runtime.registry.ServiceView;
import io.sluice.runtime.registry.Specification;
import io.sluice.runtime.rest.Cursor;
import io.sluice.runtime.rest.NamePattern;
import io.sluice.runtime.rest.QueryParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A list of services, whole or in pages, of all or of those with a name or tags. */
final class ServiceList {

  /** What may be asked of it. */
  static final String[] PARAMETERS = {"limit", "after", "name", "tag"};

  private static final int MOST = 1000;

  private ServiceList() {}

  /**
   * The list that a request asks for.
   *
   * @param views all services in the order of their names
   */
  static Reply of(AdminRequest request, List<ServiceView> views) {
    QueryParameters parameters = request.parameters();
    long limit = parameters.integer("limit", Long.MAX_VALUE, 1, MOST);
    String after = parameters.one("after").map(text -> Cursor.read("after", text)).orElse("");
    NamePattern pattern = new NamePattern(parameters.one("name").orElse(""));
    List<String> tags = parameters.all("tag");
    List<ServiceView> wanted =
        views.stream()
            .filter(view -> view.spec().name().compareTo(after) > 0)
            .filter(view -> pattern.matches(view.spec().name()))
            .filter(view -> tags(view.spec()).containsAll(tags))
            .toList();
    List<ServiceView> page = wanted.stream().limit(limit).toList();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("services", page.stream().map(ServiceDocument::of).toList());
    if (page.size() < wanted.size()) {
      document.put("next", Cursor.behind(page.getLast().spec().name()));
    }
    return Reply.json(200, document);
  }

  private static List<?> tags(Specification specification) {
    return specification.toMap().get("tags") instanceof List<?> tags ? tags : List.of();
  }
}
