package io.sluice.runtime.admin;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterChain;
import io.sluice.runtime.exchange.HostChain;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * The administration as what answers requests at the end of a built-in route. It has no socket and
 * reads no bytes of its own: whoever asks comes through a listener of the gateway, which holds the
 * limits and the deadlines. Safe for any thread.
 */
public final class Administration implements Filter {

  /** What services may not be called where the administration shares the traffic's port. */
  public static final Set<String> RESERVED_NAMES =
      Set.of("services", "plugins", "metrics", "api", "livez", "readyz");

  /** Longer content is refused, but for the whole configuration. */
  static final int MOST_BODY_BYTES = 1 << 20;

  /** A longer configuration is refused; no content is longer. */
  public static final int MOST_CONFIGURATION_BYTES = 16 << 20;

  private final AdminApi api;

  private Administration(AdminApi api) {
    this.api = api;
  }

  /**
   * All of it.
   *
   * @param lenientContentType whether a JSON body may come under another content type
   */
  public static Administration full(Access access, boolean lenientContentType, AdminRooms rooms) {
    return new Administration(AdminApi.full(access, lenientContentType, rooms));
  }

  /** The meters, life and readiness, and nothing else. */
  public static Administration metersOnly(Access access, AdminRooms rooms) {
    return new Administration(AdminApi.metersOnly(access, rooms));
  }

  /** Answers; nothing lies behind it. */
  @Override
  public Response filter(Request request, FilterChain chain) throws IOException {
    String certificate = chain instanceof HostChain own ? own.certificateName() : "";
    boolean isHead = request.head().method().equals("HEAD");
    return response(api.answer(new AdminRequest(request), certificate), isHead);
  }

  private static Response response(Reply reply, boolean isHead) {
    Headers headers = Headers.none();
    for (Map.Entry<String, String> field : reply.fields().entrySet()) {
      headers = headers.with(field.getKey(), field.getValue());
    }
    if (reply.streamed().isPresent()) {
      return new Response(reply.status(), headers, reply.streamed().get());
    }
    byte[] content = reply.bytes();
    if (isHead) {
      headers = headers.with("Content-Length", Integer.toString(content.length));
    }
    return new Response(reply.status(), headers, Body.of(content));
  }
}
