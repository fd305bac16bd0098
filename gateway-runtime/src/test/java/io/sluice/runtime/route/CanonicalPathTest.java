package io.sluice.runtime.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.sluice.runtime.route.CanonicalPath.Accepted;
import io.sluice.runtime.route.CanonicalPath.Flaw;
import io.sluice.runtime.route.CanonicalPath.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a",
        "/a/b/",
        "/a.b/..c/c..",
        "/a;p=1/b",
        "/a,b:c@d!$&'()*+=e",
        "/[x]|{y}^\"<>`",
        "*"
      })
  void isTheSameStringIfThereIsNothingToDo(String path) {
    assertSame(path, accepted(path).path());
  }

  @ParameterizedTest
  @CsvSource({
    "/a/../b, /b",
    "/a/./b, /a/b",
    "/a/b/.., /a/",
    "/a/., /a/",
    "/.., /",
    "/., /",
    "/../../a, /a",
    "/a/../../../b, /b",
    "/%2e%2e/a, /a",
    "/a/%2e%2E/b, /b",
    "/a/.%2e/b, /b",
    "/a/%2e/b, /a/b",
    "//, /",
    "//a, /a",
    "/a//b///, /a/b/",
    "/a//../b, /b",
    "/a;p=1/../b, /b",
    "/;p=1/../b, /b",
    "/.../a, /.../a",
    "/a/%2F/../b, /a/b",
    "/.well-known/x, /.well-known/x",
    "/..a/.b., /..a/.b.",
    "/%41%7e%2D%5f%39, /A~-_9",
    "/%c3%a9, /%C3%A9",
    "/%E2%82%AC%f0%9F%98%80, /%E2%82%AC%F0%9F%98%80",
    "/%20%3f%23%25%3B, /%20%3F%23%25%3B",
    "/%252e%252e/a, /%252e%252e/a",
    "/%0a, /%0A"
  })
  void bringsAPathIntoItsForm(String path, String form) {
    assertEquals(new Accepted(form, false), accepted(path));
  }

  @ParameterizedTest
  @CsvSource({"/a%2fb, /a%2Fb", "/a/%2F, /a/%2F", "/%2f, /%2F"})
  void tellsOfEncodedSlashes(String path, String form) {
    assertEquals(new Accepted(form, true), accepted(path));
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_ABSOLUTE, ''",
    "NOT_ABSOLUTE, a",
    "NOT_ABSOLUTE, **",
    "NOT_ABSOLUTE, %2fa",
    "RAW_BYTE, /a\\b",
    "RAW_BYTE, /a b",
    "RAW_BYTE, /a?b",
    "RAW_BYTE, /a#b",
    "RAW_BYTE, '/a\tb'",
    "RAW_BYTE, /\u00e9",
    "RAW_BYTE, /\u007f",
    "BROKEN_ESCAPE, /%",
    "BROKEN_ESCAPE, /%2",
    "BROKEN_ESCAPE, /%2g",
    "BROKEN_ESCAPE, /%g2",
    "BROKEN_ESCAPE, /%%32",
    "BROKEN_ESCAPE, /%+1",
    "FORBIDDEN_ESCAPE, /%00",
    "FORBIDDEN_ESCAPE, /a%00.jpg",
    "FORBIDDEN_ESCAPE, /%5c",
    "FORBIDDEN_ESCAPE, /..%5C",
    "INVALID_UTF8, /%c0%ae",
    "INVALID_UTF8, /%c1%9c",
    "INVALID_UTF8, /%e0%80%ae",
    "INVALID_UTF8, /%e0%9f%bf",
    "INVALID_UTF8, /%f0%80%80%ae",
    "INVALID_UTF8, /%ed%a0%80",
    "INVALID_UTF8, /%f4%90%80%80",
    "INVALID_UTF8, /%f5%80%80%80",
    "INVALID_UTF8, /%80",
    "INVALID_UTF8, /%ff",
    "INVALID_UTF8, /%c3",
    "INVALID_UTF8, /%c3a9",
    "INVALID_UTF8, /%c3%41",
    "INVALID_UTF8, /%e2%82",
    "HIDDEN_DOT_SEGMENT, /..;/a",
    "HIDDEN_DOT_SEGMENT, /..;x=1/a",
    "HIDDEN_DOT_SEGMENT, /.;/a",
    "HIDDEN_DOT_SEGMENT, /a/%2e%2e;x",
    "HIDDEN_DOT_SEGMENT, /a/..%3bx",
    "HIDDEN_DOT_SEGMENT, /..%2f",
    "HIDDEN_DOT_SEGMENT, /..%2fa",
    "HIDDEN_DOT_SEGMENT, /a%2f..",
    "HIDDEN_DOT_SEGMENT, /a%2f..;b%2fc",
    "HIDDEN_DOT_SEGMENT, /a%2f.%2fb",
    "HIDDEN_DOT_SEGMENT, /%2e%2e%2f%2e%2e%2fetc"
  })
  void refusesWhatTwoReadersCouldTakeForDifferentPaths(Flaw flaw, String path) {
    assertEquals(new Refused(flaw), CanonicalPath.of(path));
  }

  private static Accepted accepted(String path) {
    return assertInstanceOf(Accepted.class, CanonicalPath.of(path), path);
  }
}
