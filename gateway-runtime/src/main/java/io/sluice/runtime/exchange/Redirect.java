package io.sluice.runtime.exchange;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a route answers instead of asking an endpoint: that the client should go elsewhere (RFC 9110
 * section 15.4).
 *
 * <p>The target is an absolute URL of http or https, or an absolute path, in which may stand, each
 * once: {@code {host}} as the whole host, {@code {path}} for what follows the route's path, and
 * {@code {query}} at the end for the query with its question mark. What is put in there comes from
 * strangers: every byte that may not stand in its place is percent-encoded, and no slash ever
 * stands beside another one, so that neither a line nor the host can be ended by it.
 *
 * @param to the target
 * @param status one of {@link #STATUSES}
 */
public record Redirect(String to, int status) {

  /** The status codes that send a client elsewhere. */
  public static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  /** The status where none is named: for good, with the same method and content. */
  public static final int DEFAULT_STATUS = 308;

  private static final int MOST_LENGTH = 1024;
  private static final String HOST = "{host}";
  private static final String PATH = "{path}";
  private static final String QUERY = "{query}";

  /** What may stand in a path beside slashes (RFC 3986 section 3.3), escapes aside. */
  private static final String PATH_MARKS = "-._~!$&'()*+,;=:@";

  private static final String QUERY_MARKS = PATH_MARKS + "/?";

  private static final String TEXT = "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]++|%[0-9A-Fa-f]{2})++";
  private static final String SEGMENTS = "(?:/" + TEXT + ")*+/?+";
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(?:https?://(?:\\{host}|[A-Za-z0-9][A-Za-z0-9._-]{0,252}|\\[[0-9a-fA-F:.]{2,45}])"
              + "(?::[0-9]{1,5})?(?=[/{?]|$)|(?=/|\\{path}))"
              + SEGMENTS
              + "(?:\\{path}(?:(?=/)"
              + SEGMENTS
              + ")?)?"
              + "(?:\\{query}|\\?(?:[/?]|"
              + TEXT
              + ")*+)?");

  private static final Pattern NAMEABLE_HOST =
      Pattern.compile("[a-z0-9._~-]{1,255}|\\[[0-9a-f:.]{2,45}]");

  /** Refuses what is no target, and a status that sends nobody anywhere. */
  public Redirect {
    checkTo(to);
    checkStatus(status);
  }

  /**
   * Refuses what is no target.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static void checkTo(String to) {
    boolean once = List.of(HOST, PATH, QUERY).stream().allMatch(it -> atMostOnce(to, it));
    if (to.length() > MOST_LENGTH || !once || !GRAMMAR.matcher(to).matches()) {
      throw new IllegalArgumentException(
          "a target is an http or https URL or an absolute path, without a fragment and without"
              + " repeated slashes, in which {host} may be the host, {path} may follow or end a"
              + " segment, and {query} may be the end; found \""
              + to
              + "\"");
    }
  }

  /**
   * Refuses a status that sends nobody anywhere.
   *
   * @throws IllegalArgumentException if it is one
   */
  public static void checkStatus(int status) {
    if (!STATUSES.contains(status)) {
      throw new IllegalArgumentException(
          "a redirect's status is 301, 302, 303, 307 or 308, not " + status);
    }
  }

  private static boolean atMostOnce(String text, String part) {
    return text.indexOf(part) == text.lastIndexOf(part);
  }

  /**
   * The value of {@code Location}.
   *
   * @param host the host that was asked for, in lower case and without a port
   * @param path what follows the route's path: empty, or starting with a slash
   * @param query the query with its question mark, or empty
   * @return nothing if the target names the host, and that is none
   */
  public Optional<String> location(String host, String path, String query) {
    if (to.contains(HOST) && !NAMEABLE_HOST.matcher(host).matches()) {
      return Optional.empty();
    }
    StringBuilder location = new StringBuilder();
    int at = 0;
    for (int open = to.indexOf('{'); open >= 0; open = to.indexOf('{', at)) {
      int close = to.indexOf('}', open) + 1;
      appendOwn(location, to.substring(at, open));
      switch (to.substring(open, close)) {
        case HOST -> location.append(host);
        case PATH -> append(location, path, PATH_MARKS);
        default -> append(location, query, QUERY_MARKS);
      }
      at = close;
    }
    appendOwn(location, to.substring(at));
    boolean isPath = location.isEmpty() || location.charAt(0) == '?';
    return Optional.of((isPath ? "/" : "") + location);
  }

  private static void appendOwn(StringBuilder location, String text) {
    location.append(text, endsWithSlash(location) && text.startsWith("/") ? 1 : 0, text.length());
  }

  /** Appends what a stranger has sent; of slashes in a path only one at a time. */
  private static void append(StringBuilder location, String text, String marks) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    boolean path = marks.equals(PATH_MARKS);
    for (int i = 0; i < octets.length; i++) {
      char c = (char) (octets[i] & 0xFF);
      if (path && c == '/') {
        location.append(endsWithSlash(location) ? "" : "/");
      } else if (isAlphanumeric(c) || marks.indexOf(c) >= 0 || isEscape(octets, i)) {
        location.append(c);
      } else {
        location.append("%%%02X".formatted((int) c));
      }
    }
  }

  private static boolean endsWithSlash(StringBuilder location) {
    return !location.isEmpty() && location.charAt(location.length() - 1) == '/';
  }

  private static boolean isEscape(byte[] octets, int at) {
    return octets[at] == '%'
        && at + 2 < octets.length
        && Character.digit(octets[at + 1], 16) >= 0
        && Character.digit(octets[at + 2], 16) >= 0;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
