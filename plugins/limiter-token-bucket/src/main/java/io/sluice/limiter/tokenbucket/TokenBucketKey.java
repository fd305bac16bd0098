package io.sluice.limiter.tokenbucket;

import io.sluice.api.limiter.LimitRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What two requests must have in common to share a bucket.
 *
 * @param text how it is written in the settings: its parts with plus signs between them
 * @param parts each of them
 */
record TokenBucketKey(String text, List<TokenBucketPart> parts) {

  TokenBucketKey {
    parts = List.copyOf(parts);
  }

  /** The key, or empty if the text is none; no part stands in it twice. */
  static Optional<TokenBucketKey> parse(String text) {
    List<TokenBucketPart> parts = new ArrayList<>();
    for (String one : text.split("\\+", -1)) {
      Optional<TokenBucketPart> part = TokenBucketPart.parse(one);
      if (part.isEmpty() || parts.contains(part.get())) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return Optional.of(new TokenBucketKey(text, parts));
  }

  /** The usual ones. */
  static List<String> texts() {
    return List.of("client", "client+path", "client+route", "header:NAME", "path", "route");
  }

  /** The key of a request as a number; never 0. */
  long hash(TokenBucketHash hash, LimitRequest request) {
    List<String> texts = new ArrayList<>(4);
    for (TokenBucketPart part : parts) {
      part.addTo(texts, request);
    }
    return hash.of(texts);
  }

  /** Its name in the RateLimit fields, a token. */
  String policy() {
    return text.replace(':', '.');
  }
}
