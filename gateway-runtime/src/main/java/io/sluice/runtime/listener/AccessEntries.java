package io.sluice.runtime.listener;

import io.sluice.runtime.accesslog.AccessEntry;
import io.sluice.runtime.exchange.Exchange;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.http1.ParsedRequestHead;
import java.net.InetAddress;

/** What the access log gets to know of a request. */
final class AccessEntries {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private AccessEntries() {}

  /** A request that has settled. */
  static AccessEntry of(Exchange exchange, ParsedRequestHead head, long bytesIn, long bytesOut) {
    AccessEntry.Answered answered = exchange.answered(bytesIn, bytesOut);
    return new AccessEntry(
        System.currentTimeMillis() - answered.nanos() / NANOS_PER_MILLI,
        exchange.origin().client().address(),
        asked(head, exchange.requestId()),
        exchange.led(),
        answered);
  }

  /** A request that was refused as soon as its head was read, or before. */
  static AccessEntry refused(
      InetAddress peer, AccessEntry.Asked asked, FailureCode code, long bytesOut) {
    return new AccessEntry(
        System.currentTimeMillis(),
        peer,
        asked,
        AccessEntry.Led.NOWHERE,
        new AccessEntry.Answered(code.status(), 0, bytesOut, 0, code.code()));
  }

  static AccessEntry.Asked asked(ParsedRequestHead head, String requestId) {
    return new AccessEntry.Asked(
        head.line().method(),
        head.line().path(),
        head.line().query(),
        head.line().http11() ? "HTTP/1.1" : "HTTP/1.0",
        head.authority(),
        requestId,
        head.fields().first("User-Agent").orElse(""),
        head.fields().first("Referer").orElse(""));
  }
}
