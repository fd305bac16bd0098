package io.sluice.runtime.http1;

/**
 * The first line of a request, its target taken apart (RFC 9112 section 3).
 *
 * @param method the method
 * @param path the path as sent, starting with a slash; {@code *} for the asterisk form
 * @param query the query with its leading question mark, or empty
 * @param authority the authority of an absolute-form target; empty for the other forms
 * @param http11 whether the version is HTTP/1.1, and not HTTP/1.0
 */
public record RequestLine(
    String method, String path, String query, String authority, boolean http11) {}
