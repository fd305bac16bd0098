package io.sluice.runtime.cli;

import io.sluice.runtime.client.Document;
import io.sluice.runtime.client.Json;
import java.io.PrintWriter;

/** What a command prints, for people or for programs. Belongs to one thread. */
final class Output {

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final boolean coloured;

  Output(PrintWriter out, PrintWriter err, boolean json, boolean coloured) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.coloured = coloured;
  }

  /** Whether programs are to read it. */
  boolean isJson() {
    return json;
  }

  /** Prints a document on several lines. */
  void document(Document document) {
    line(Json.pretty(document.value()));
  }

  /** Prints a line at once. */
  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** Prints a table. */
  void table(Table table) {
    table.lines(coloured).forEach(out::println);
    out.flush();
  }

  /** Says something that is no result. */
  void note(String text) {
    err.println("sluice: " + text);
    err.flush();
  }

  /** The text in a colour, if there are any. */
  String paint(Ink ink, String text) {
    return coloured ? ink.around(text) : text;
  }

  /** Whether nobody takes any more what is printed. */
  boolean isClosed() {
    return out.checkError();
  }
}
