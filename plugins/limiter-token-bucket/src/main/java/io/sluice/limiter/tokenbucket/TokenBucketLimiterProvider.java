package io.sluice.limiter.tokenbucket;

import io.sluice.api.limiter.Limiter;
import io.sluice.api.limiter.LimiterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;

/** Makes limiters that give each client a bucket of tokens. */
public final class TokenBucketLimiterProvider implements LimiterProvider {

  /** Called by the module system. */
  public TokenBucketLimiterProvider() {}

  @Override
  public String name() {
    return "token-bucket";
  }

  @Override
  public SettingsSchema settings() {
    return TokenBucketSettings.SCHEMA;
  }

  @Override
  public Limiter create(Settings settings, PluginContext context) {
    return new TokenBucketLimiter(TokenBucketSettings.from(settings), context);
  }
}
