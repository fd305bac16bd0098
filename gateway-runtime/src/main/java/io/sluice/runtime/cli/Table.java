package io.sluice.runtime.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells, each column as wide as its widest cell. Belongs to one thread. */
final class Table {

  private static final String GAP = "  ";

  private final List<List<Cell>> rows = new ArrayList<>();

  /** A text and what it looks like. */
  record Cell(Ink ink, String text) {

    private int width() {
      return text.codePointCount(0, text.length());
    }
  }

  /** A table without titles. */
  Table() {}

  /** A table with a title for each column. */
  Table(List<String> titles) {
    rows.add(titles.stream().map(title -> new Cell(Ink.TITLE, title)).toList());
  }

  /** One more row of plain texts. */
  void row(String... texts) {
    Cell[] cells = new Cell[texts.length];
    for (int i = 0; i < texts.length; i++) {
      cells[i] = new Cell(Ink.PLAIN, texts[i]);
    }
    row(cells);
  }

  /** One more row. */
  void row(Cell... cells) {
    rows.add(List.of(cells));
  }

  /** Its lines. */
  List<String> lines(boolean coloured) {
    return rows.stream().map(row -> line(row, coloured)).toList();
  }

  private String line(List<Cell> row, boolean coloured) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      Cell cell = row.get(column);
      line.append(coloured ? cell.ink().around(cell.text()) : cell.text());
      if (column < row.size() - 1) {
        line.append(" ".repeat(width(column) - cell.width())).append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> column < row.size())
        .mapToInt(row -> row.get(column).width())
        .max()
        .orElse(0);
  }
}
