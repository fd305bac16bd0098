package io.sluice.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8001, 127.0.0.1, 8001",
    "books:1, books, 1",
    "books.example:65535, books.example, 65535",
    "my_books-1:80, my_books-1, 80",
    "[::1]:8001, ::1, 8001",
    "http://books:8001, books, 8001",
    "http://books:8001/, books, 8001",
    "http://books, books, 80",
    "http://books/, books, 80",
    "http://[2001:db8::1], 2001:db8::1, 80",
    "HTTP://Books.Example:8001, books.example, 8001",
  })
  void anAddressIsRead(String text, String host, int port) {
    assertEquals(new Endpoint("http", host, port), Endpoint.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | the port is missing",
        "books | the port is missing",
        "[::1] | the port is missing",
        "books: | not host:port",
        "books:x | not host:port",
        "books:+1 | not host:port",
        "books:123456 | not host:port",
        "books:0 | the port must be 1 to 65535",
        "books:65536 | the port must be 1 to 65535",
        ":80 | not a host name",
        "http:// | not a host name",
        "bo oks:80 | not a host name",
        "böks:80 | not a host name",
        "::1:80 | an IPv6 address stands in brackets",
        "::1 | an IPv6 address stands in brackets",
        "[::1:80 | a bracket is not closed",
        "[::1]80 | not host:port",
        "[books]:80 | no IPv6 address in the brackets",
        "[] | no IPv6 address in the brackets",
        "[books:x]:80 | not a host name",
        "[fe80::1%eth0]:80 | not a host name",
        "https://books:80 | the scheme must be http",
        "ftp://books:80 | the scheme must be http",
        "books:80/x | an address has no path",
        "books:80/ | an address has no path",
        "http://books:80?x | an address has no path",
        "http://books:80#x | an address has no path",
        "http://me:secret@books:80 | an address has no user information",
      })
  void whatIsNoAddressIsRefusedWithTheReason(String text, String reason) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(text));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith(reason), refusal::getMessage);
  }

  @Test
  void userInformationIsNotRepeated() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Endpoint.parse("me:secret@books:80"));
    assertTrue(!String.valueOf(refusal.getMessage()).contains("secret"), refusal::getMessage);
  }

  @Test
  void lineBreaksAreRefused() {
    for (String text : new String[] {"books\r\nX: y:80", "books:80\n", "books\0:80"}) {
      assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(text));
    }
  }

  @Test
  void sameAddressesAreTheSameEndpoint() {
    assertEquals(Endpoint.parse("Books:80"), Endpoint.parse("http://books/"));
    assertNotEquals(Endpoint.parse("books:80"), Endpoint.parse("books:81"));
  }

  @Test
  void theAuthorityOfAnAddressReadsAsTheAddress() {
    for (String text : new String[] {"books:80", "[2001:db8::1]:8001", "192.0.2.1:1"}) {
      assertEquals(text, Endpoint.parse(text).authority());
    }
  }
}
