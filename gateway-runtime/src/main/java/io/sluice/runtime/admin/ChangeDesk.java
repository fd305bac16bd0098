package io.sluice.runtime.admin;

import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.history.Difference;
import io.sluice.runtime.registry.Change;
import io.sluice.runtime.registry.ChangeRequest;
import io.sluice.runtime.registry.ChangeResult;
import io.sluice.runtime.registry.Registry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Where requests for changes are handed in: with the precondition, the author and the wish for a
 * dry run out of the request, and with the answers for all that is not done. Safe for any thread.
 */
record ChangeDesk(Registry registry) {

  /** The parameter that asks for a dry run. */
  static final String DRY_RUN = "dryRun";

  private static final String RETRY_SECONDS = "5";

  /** Works out a change; faults are told as they are for any. */
  @FunctionalInterface
  interface Wish {
    /** The change. */
    Change change();
  }

  /**
   * Hands in a change.
   *
   * @param wish throws a {@link SettingsException} if its document is at fault
   * @param done the answer if it was made
   */
  Reply handIn(AdminRequest request, Wish wish, Function<ChangeResult.Applied, Reply> done) {
    boolean dryRun = request.parameters().flag(DRY_RUN);
    try {
      ChangeRequest change =
          new ChangeRequest(wish.change(), Conditions.of(request), request.caller().name(), dryRun);
      return switch (registry.apply(change)) {
        case ChangeResult.Applied applied -> done.apply(applied);
        case ChangeResult.Tried tried -> tried(tried.difference());
        case ChangeResult.PreconditionFailed failed -> preconditionFailed(failed);
        case ChangeResult.NotKept notKept -> notKept(notKept);
        case ChangeResult.ReadOnly readOnly -> readOnly(readOnly.name());
        case ChangeResult.Unknown unknown ->
            Problem.notFound("There is no " + unknown.what()).reply();
      };
    } catch (SettingsException e) {
      return Problem.invalid(e).reply();
    }
  }

  /** The revision and what it changed: the answer to a change of the whole configuration. */
  static Reply changed(ChangeResult.Applied applied) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("revision", applied.revision());
    document.put("difference", applied.difference().toMap());
    return Reply.json(200, document).with("ETag", Conditions.tag(applied.revision()));
  }

  private static Reply tried(Difference difference) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(DRY_RUN, true);
    document.put("difference", difference.toMap());
    return Reply.json(200, document);
  }

  private static Reply preconditionFailed(ChangeResult.PreconditionFailed failed) {
    String detail =
        failed
            .revision()
            .map(revision -> "It is of revision " + revision)
            .orElse("There is no such thing");
    Reply reply =
        Problem.of(412, "precondition-failed", "It is not as the request expects it", detail)
            .reply();
    return failed
        .revision()
        .map(revision -> reply.with("ETag", Conditions.tag(revision)))
        .orElse(reply);
  }

  private static Reply notKept(ChangeResult.NotKept notKept) {
    int status = notKept.full() ? 507 : 503;
    String title = "The change can not be kept, and was not made";
    Reply reply = Problem.of(status, "not-kept", title, notKept.reason()).reply();
    return notKept.full() ? reply : reply.with("Retry-After", RETRY_SECONDS);
  }

  private static Reply readOnly(String name) {
    String detail = "The service " + name + " is declared in the configuration file";
    return Problem.of(409, "read-only", "The service is read-only", detail).reply();
  }
}
