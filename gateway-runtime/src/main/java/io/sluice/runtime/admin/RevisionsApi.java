package io.sluice.runtime.admin;

import io.sluice.runtime.history.Revision;
import io.sluice.runtime.registry.Change;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.rest.BadRequestException;
import io.sluice.runtime.rest.QueryParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was changed, in what it differs, and the way back. Safe for any thread. */
final class RevisionsApi {

  private static final int USUAL = 100;
  private static final int MOST = 1000;
  private static final String NUMBER = "[0-9]{1,18}";

  private final Registry registry;
  private final ChangeDesk desk;

  RevisionsApi(Registry registry) {
    this.registry = registry;
    this.desk = new ChangeDesk(registry);
  }

  /** All revisions that are kept, newest first, in pages. */
  Resource all() {
    return Resource.guarded().on("GET", this::list, "limit", "before");
  }

  /** One revision, by {@code revision}. */
  Resource one() {
    return Resource.readOnly(this::show);
  }

  /** In what a revision differs from another one, or from that of now. */
  Resource difference() {
    return Resource.guarded().on("GET", this::differ, "to");
  }

  /** The way back to a revision. */
  Resource rollback() {
    return Resource.guarded().on("POST", this::rollBack, ChangeDesk.DRY_RUN);
  }

  private Reply list(AdminRequest request) {
    QueryParameters parameters = request.parameters();
    int limit = (int) parameters.integer("limit", USUAL, 1, MOST);
    long before = parameters.integer("before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    List<Revision> found = registry.history(before, limit + 1);
    List<Revision> page = found.stream().limit(limit).toList();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("revisions", page.stream().map(RevisionsApi::summary).toList());
    if (page.size() < found.size()) {
      document.put("next", page.getLast().number());
    }
    return Reply.json(200, document);
  }

  private Reply show(AdminRequest request) {
    long number = number(request);
    Revision revision = registry.revision(number).orElseThrow(() -> unknown(number));
    Map<String, Object> document = summary(revision);
    document.put("difference", revision.difference().toMap());
    registry
        .configuration(number)
        .ifPresent(then -> document.put("config", ConfigApi.document(then)));
    return Reply.json(200, document);
  }

  private static Map<String, Object> summary(Revision revision) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("revision", revision.number());
    document.put("at", revision.at().toString());
    document.put("author", revision.author());
    document.put("what", revision.what());
    document.put("services", revision.services());
    return document;
  }

  private Reply differ(AdminRequest request) {
    long from = number(request);
    Optional<Long> named = request.parameters().one("to").map(text -> number("to", text));
    long to = named.orElseGet(registry::revision);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("from", from);
    document.put("to", to);
    registry
        .difference(from, to)
        .ifPresentOrElse(
            difference -> document.put("difference", difference.toMap()),
            () -> {
              throw unknown(registry.configuration(from).isEmpty() ? from : to);
            });
    return Reply.json(200, document);
  }

  private Reply rollBack(AdminRequest request) {
    long number = number(request);
    return desk.handIn(request, () -> new Change.RollBack(number), ChangeDesk::changed);
  }

  private static long number(AdminRequest request) {
    String text = request.variable("revision");
    if (!text.matches(NUMBER)) {
      throw new ProblemException(Problem.notFound("A revision is a number, not " + text));
    }
    return Long.parseLong(text);
  }

  private static long number(String parameter, String text) {
    if (!text.matches(NUMBER)) {
      throw new BadRequestException(parameter, "must be the number of a revision");
    }
    return Long.parseLong(text);
  }

  private static ProblemException unknown(long number) {
    return new ProblemException(Problem.notFound("There is no revision " + number + " any more"));
  }
}
