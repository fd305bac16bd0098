package io.sluice.testkit.fake;

import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.filter.FilterChain;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * The rest of a request's way, which keeps what it is passed and answers as its script says. Unlike
 * the gateway's it lets itself be called again, so that a test can count. Safe for any thread.
 */
public final class ScriptedChain implements FilterChain {

  private final Function<Request, Response> script;
  private final List<Request> passed = new CopyOnWriteArrayList<>();

  /** A way on which every request gets the script's answer. */
  public ScriptedChain(Function<Request, Response> script) {
    this.script = script;
  }

  @Override
  public Response proceed(Request request) {
    passed.add(request);
    return script.apply(request);
  }

  /** What was passed on until now, in order. */
  public List<Request> passed() {
    return List.copyOf(passed);
  }
}
