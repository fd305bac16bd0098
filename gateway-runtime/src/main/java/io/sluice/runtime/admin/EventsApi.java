package io.sluice.runtime.admin;

import io.sluice.api.Ticker;
import io.sluice.runtime.events.EventLog;
import io.sluice.runtime.events.Start;
import io.sluice.runtime.rest.QueryParameters;
import java.util.List;
import java.util.function.Predicate;

/** What happens in the gateway, to listen to. */
final class EventsApi {

  private static final String LAST_ID = "lastEventId";
  private static final String TYPE = "type";
  private static final String LATEST = "latest";
  private static final String ONCE = "once";

  private EventsApi() {}

  /** All events, as they happen. */
  static Resource all(EventLog log) {
    return Resource.guarded()
        .on("GET", request -> listen(log, request), LAST_ID, TYPE, LATEST, ONCE);
  }

  private static Reply listen(EventLog log, AdminRequest request) {
    QueryParameters parameters = request.parameters();
    Start start = start(request.field("Last-Event-ID"), parameters);
    Predicate<String> types = types(parameters.all(TYPE));
    boolean once = parameters.flag(ONCE);
    return log.subscribe(start)
        .map(subscription -> new EventStream(subscription, types, once, Ticker.system()))
        .map(stream -> Reply.streamed("text/event-stream", stream))
        .orElseGet(EventsApi::full);
  }

  /** A browser that comes back says so in a field; what it asked for at first is older. */
  private static Start start(String lastId, QueryParameters parameters) {
    String id = lastId.isEmpty() ? parameters.one(LAST_ID).orElse("") : lastId;
    int latest = (int) parameters.integer(LATEST, 0, 0, EventLog.KEPT);
    return id.isEmpty() ? new Start.Latest(latest) : new Start.Behind(id);
  }

  private static Predicate<String> types(List<String> wanted) {
    return type ->
        wanted.isEmpty()
            || wanted.stream().anyMatch(one -> type.equals(one) || type.startsWith(one + "."));
  }

  private static Reply full() {
    return Problem.of(
            503,
            "too-many-listeners",
            "Too many listen",
            EventLog.MOST_SUBSCRIBERS + " may listen to events at the same time")
        .reply()
        .with("Retry-After", "5");
  }
}
