package io.sluice.runtime.pipeline;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.api.Response;
import io.sluice.api.limiter.LimitDecision.Quota;
import io.sluice.api.limiter.LimitDecision.Rejected;
import io.sluice.runtime.exchange.FailureCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one table that turns a failure into an answer: a problem document (RFC 9457) and the fields
 * that go with it.
 */
public final class Failures {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private Failures() {}

  /** The answer to a failure. */
  public static Response answer(FailureCode code) {
    return answer(code, code.title(), Headers.none());
  }

  /** The answer to a request that its service's limiter rejected. */
  static Response rejected(Rejected rejected) {
    Headers fields = Headers.of("Retry-After", Long.toString(wholeSeconds(rejected.retryAfter())));
    List<Quota> quotas = rejected.quotas();
    if (!quotas.isEmpty()) {
      fields =
          fields
              .with("RateLimit-Policy", list(quotas, Failures::policy))
              .with("RateLimit", list(quotas, Failures::state));
    }
    return answer(FailureCode.RATE_LIMITED, rejected.reason(), fields);
  }

  private static String list(
      List<Quota> quotas, java.util.function.Function<Quota, String> member) {
    return quotas.stream().map(member).collect(Collectors.joining(", "));
  }

  private static String policy(Quota quota) {
    return "\"%s\";q=%d;w=%d"
        .formatted(quota.policy(), quota.limit(), wholeSeconds(quota.window()));
  }

  private static String state(Quota quota) {
    return "\"%s\";r=%d;t=%d"
        .formatted(quota.policy(), quota.remaining(), wholeSeconds(quota.reset()));
  }

  /** Rounded up: who waits that long does not come too early. */
  private static long wholeSeconds(Duration duration) {
    return duration.plusNanos(NANOS_PER_SECOND - 1).toSeconds();
  }

  private static Response answer(FailureCode code, String detail, Headers fields) {
    String document =
        """
        {"type":"urn:sluice:problem:%s","title":"%s","status":%d,"code":"%s","detail":"%s"}
        """
            .formatted(code.code(), code.title(), code.status(), code.code(), escaped(detail));
    return new Response(
        code.status(),
        fields.with("Content-Type", "application/problem+json").with("Cache-Control", "no-store"),
        Body.of(document.getBytes(StandardCharsets.UTF_8)));
  }

  /** The text as it may stand in a JSON string (RFC 8259 section 7). */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    text.chars()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            escaped.append('\\').append((char) c);
          } else if (c < ' ' || c == 0x7F) {
            escaped.append("\\u%04x".formatted(c));
          } else {
            escaped.append((char) c);
          }
        });
    return escaped.toString();
  }
}
