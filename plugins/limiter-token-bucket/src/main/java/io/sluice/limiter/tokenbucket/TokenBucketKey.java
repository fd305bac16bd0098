package io.sluice.limiter.tokenbucket;

import io.sluice.api.limiter.LimitRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What two requests must have in common to share a bucket. */
enum TokenBucketKey {
  /** The client and the canonical path. */
  CLIENT_PATH("client+path") {
    @Override
    long hash(TokenBucketHash hash, LimitRequest request) {
      return hash.of(request.client().key(), request.head().path());
    }
  },
  /** The client and the route, which varying paths can't get around. */
  CLIENT_ROUTE("client+route") {
    @Override
    long hash(TokenBucketHash hash, LimitRequest request) {
      return hash.of(request.client().key(), request.route());
    }
  },
  /** The client. */
  CLIENT("client") {
    @Override
    long hash(TokenBucketHash hash, LimitRequest request) {
      return hash.of(request.client().key(), "");
    }
  };

  private final String text;

  TokenBucketKey(String text) {
    this.text = text;
  }

  /** The key of a request as a number; never 0. */
  abstract long hash(TokenBucketHash hash, LimitRequest request);

  /** How it is written in the settings. */
  String text() {
    return text;
  }

  static Optional<TokenBucketKey> parse(String text) {
    return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
  }

  static List<String> texts() {
    return Arrays.stream(values()).map(TokenBucketKey::text).toList();
  }
}
