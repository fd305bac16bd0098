package io.sluice.runtime.admin;

import io.sluice.runtime.audit.Attempt;
import io.sluice.runtime.audit.Audit;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the audit of each request that was meant to change something, with what came of it. Safe
 * for any thread.
 */
final class AuditTrail {

  private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Pattern SERVICE = Pattern.compile("(?:/api/v1)?/services/([^/]+).*");
  private static final Pattern DRY_RUN = Pattern.compile("(?:.*&)?dryRun=true(?:&.*)?");
  private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([a-z0-9-]+)\"");
  private static final Pattern REVISION = Pattern.compile("\"([0-9]{1,18})\"");

  private final Audit audit;
  private final InstantSource clock;

  AuditTrail(Audit audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** Takes note of an answer, and gives it back. */
  Reply note(AdminRequest request, String who, Reply reply) {
    if (!LOOKING.contains(request.method())) {
      audit.record(
          new Attempt(
              clock.instant(),
              who,
              request.request().client().address(),
              request.method() + " " + request.path(),
              first(SERVICE, request.path()).orElse(""),
              DRY_RUN.matcher(request.request().head().query()).matches(),
              result(reply)));
    }
    return reply;
  }

  private static Attempt.Result result(Reply reply) {
    String code = "";
    if (reply.status() >= 400) {
      Matcher said = CODE.matcher(reply.content());
      code = said.find() ? said.group(1) : "";
    }
    Optional<String> revision =
        Optional.ofNullable(reply.fields().get("ETag")).flatMap(tag -> first(REVISION, tag));
    return new Attempt.Result(
        reply.status(),
        code,
        revision.map(text -> OptionalLong.of(Long.parseLong(text))).orElse(OptionalLong.empty()));
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
