package io.example.bad;

import io.sluice.api.Outcome;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitDecision.Admitted;
import io.sluice.api.limiter.LimitDecision.Permit;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.limiter.LimiterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;

/** Fails with an error, or gives permits that it has released itself, which it takes ill. */
public final class BadLimiterProvider implements LimiterProvider {

  private static final class Once implements Permit {

    private boolean released;

    @Override
    public void release(Outcome outcome) {
      if (released) {
        throw new IllegalStateException("released twice");
      }
      released = true;
    }
  }

  @Override
  public String name() {
    return "bad-limiter";
  }

  @Override
  public Limiter create(Settings settings, PluginContext context) {
    String fault = settings.requiredString("fault");
    return _ -> decide(fault);
  }

  private static LimitDecision decide(String fault) {
    if (fault.equals("releases-twice")) {
      Once permit = new Once();
      permit.release(new Outcome.Abandoned());
      return new Admitted(permit);
    }
    throw new AssertionError("as it was told to");
  }
}
