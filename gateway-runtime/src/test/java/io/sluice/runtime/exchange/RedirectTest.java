package io.sluice.runtime.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedirectTest {

  private static String location(String to, String path, String query) {
    return new Redirect(to, 308).location("shop.example", path, query).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://{host}{path}{query}      | /a/b | ?q=1 | https://shop.example/a/b?q=1",
        "https://{host}:8443{path}        | /a   | ?q=1 | https://shop.example:8443/a",
        "https://www.example.com          | /a   | ?q=1 | https://www.example.com",
        "https://www.example.com{query}   | /a   | ?q=1 | https://www.example.com?q=1",
        "http://[::1]:81/new{path}        | ''   | ''   | http://[::1]:81/new",
        "/new{path}                       | /a   | ''   | /new/a",
        "/new{path}                       | ''   | ''   | /new",
        "/new/{path}                      | /a/  | ''   | /new/a/",
        "/new/{path}                      | ''   | ''   | /new/",
        "{path}                           | ''   | ''   | /",
        "{path}{query}                    | ''   | ?a   | /?a",
        "{path}/index                     | /    | ''   | /index",
        "/{path}                          | /a   | ''   | /a",
        "/search?lang=de&x=/?             | /a   | ?q=1 | /search?lang=de&x=/?",
        "/caf%C3%A9/                      | /a   | ''   | /caf%C3%A9/",
      })
  void placeholdersAreReplaced(String to, String path, String query, String location) {
    assertEquals(location, location(to, path, query));
  }

  @Test
  void whatAStrangerSendsCanEndNeitherTheLineNorTheHost() {
    assertEquals("/evil.example/x", location("{path}", "//evil.example/x", ""));
    assertEquals("/%5Cevil.example", location("{path}", "/\\evil.example", ""));
    assertEquals("/evil.example", location("/{path}", "//evil.example", ""));
    assertEquals("/a%0D%0AX:%20y", location("{path}", "/a\r\nX: y", ""));
    assertEquals("/a%23%3F%C3%A9", location("{path}", "/a#?\u00e9", ""));
    assertEquals("/a%25%252%C3%A9", location("{path}", "/a%%2%C3%A9", ""));
    assertEquals("/?a=%0A%22%3C%23", location("/{query}", "", "?a=\n\"<#"));
    assertEquals("/?x%5B%5D=%7By%7D/?", location("/{query}", "", "?x[]={y}/?"));
    assertEquals(
        "https://a.example/.evil.example",
        location("https://a.example{path}", "/.evil.example", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a@b", "a b", "a\r\nb", "[::1", "a%2Fb", "A"})
  void aHostThatCanNotBeNamedIsNot(String host) {
    assertEquals(Optional.empty(), new Redirect("https://{host}/", 301).location(host, "", ""));
    assertEquals(Optional.of("/x"), new Redirect("/x", 301).location(host, "", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "//evil.example",
        "/\\evil.example",
        "///x",
        "/a//b",
        "{path}x",
        "{path}{path}",
        "{path}//x",
        "/{host}",
        "https://{path}",
        "https://{host}x/",
        "https://x{host}/",
        "https://a@b/",
        "https://",
        "https:///x",
        "https:/x",
        "ftp://a/",
        "javascript:x",
        "{query}",
        "/{query}x",
        "/?a{query}",
        "/?{path}",
        "/{who}",
        "/{",
        "/a}",
        "/a b",
        "/a#b",
        "/a\r\nb",
        "/%4",
        "https://a:port/",
        "https://a/{path}{path}",
      })
  void whatIsNoTargetIsRefused(String to) {
    assertThrows(IllegalArgumentException.class, () -> new Redirect(to, 308));
  }

  @Test
  void aLongTargetAndAnotherStatusAreRefused() {
    assertEquals("/" + "a".repeat(1000), location("/" + "a".repeat(1000), "", ""));
    assertThrows(IllegalArgumentException.class, () -> new Redirect("/" + "a".repeat(1024), 308));
    assertThrows(IllegalArgumentException.class, () -> new Redirect("/", 304));
  }
}
