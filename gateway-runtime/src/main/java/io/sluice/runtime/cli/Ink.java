package io.sluice.runtime.cli;

/** What something is to look like, if there are colours. */
enum Ink {
  PLAIN(""),
  TITLE("1"),
  GOOD("32"),
  ODD("33"),
  BAD("31"),
  FAINT("2");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  /** The text with the escapes around it (ECMA-48, section 8.3.117). */
  String around(String text) {
    return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
