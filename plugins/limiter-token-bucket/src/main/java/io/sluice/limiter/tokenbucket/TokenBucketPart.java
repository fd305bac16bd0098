package io.sluice.limiter.tokenbucket;

import io.sluice.api.FieldSyntax;
import io.sluice.api.limiter.LimitRequest;
import java.util.List;
import java.util.Optional;

/** One thing that requests must have in common to share a bucket. */
sealed interface TokenBucketPart {

  /** What the name of a field stands behind. */
  String HEADER = "header:";

  /** The client. */
  record OfClient() implements TokenBucketPart {}

  /** The canonical path. */
  record OfPath() implements TokenBucketPart {}

  /** The route, which varying paths can't get around. */
  record OfRoute() implements TokenBucketPart {}

  /**
   * The first field of a name; requests without it have their client in common.
   *
   * @param name the name
   */
  record OfHeader(String name) implements TokenBucketPart {}

  static Optional<TokenBucketPart> parse(String text) {
    return switch (text) {
      case "client" -> Optional.of(new OfClient());
      case "path" -> Optional.of(new OfPath());
      case "route" -> Optional.of(new OfRoute());
      case String field
          when field.startsWith(HEADER) && FieldSyntax.isToken(field.substring(HEADER.length())) ->
          Optional.of(new OfHeader(field.substring(HEADER.length())));
      default -> Optional.empty();
    };
  }

  /** Adds what the request has of it; a client in a field's place is no field of that value. */
  default void addTo(List<String> texts, LimitRequest request) {
    switch (this) {
      case OfClient() -> texts.add(request.client().key());
      case OfPath() -> texts.add(request.head().path());
      case OfRoute() -> texts.add(request.route());
      case OfHeader(String name) -> {
        Optional<String> value = request.head().headers().first(name);
        texts.add(value.orElse(""));
        texts.add(value.isPresent() ? "" : request.client().key());
      }
    }
  }
}
