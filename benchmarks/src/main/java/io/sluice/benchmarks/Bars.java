package io.sluice.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A chart of bars: one for each row, as long as the median, with a line from least to greatest. */
final class Bars {

  private static final int ROW = 26;
  private static final int LEFT = 230;
  private static final int LENGTH = 420;
  private static final int WIDTH = LEFT + LENGTH + 90;

  private final String title;
  private final List<Row> rows = new ArrayList<>();

  private record Row(String label, double low, double median, double high) {}

  Bars(String title) {
    this.title = title;
  }

  void add(String label, double... figures) {
    double low = Arrays.stream(figures).min().orElse(0);
    double high = Arrays.stream(figures).max().orElse(0);
    rows.add(new Row(label, low, Results.median(figures), high));
  }

  String svg() {
    double greatest = rows.stream().mapToDouble(Row::high).max().orElse(1);
    int height = ROW * (rows.size() + 1) + 10;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" font-family="sans-serif" font-size="13">
        <rect width="%1$d" height="%2$d" fill="white"/>
        <text x="10" y="18" font-weight="bold">%3$s</text>
        """
            .formatted(WIDTH, height, title));
    for (int i = 0; i < rows.size(); i++) {
      svg.append(row(rows.get(i), ROW * (i + 1), LENGTH / Math.max(greatest, 1e-9)));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String row(Row row, int top, double scale) {
    int middle = top + ROW / 2;
    return String.format(
        Locale.ROOT,
        """
        <text x="%d" y="%d" text-anchor="end">%s</text>
        <rect x="%d" y="%d" width="%.1f" height="16" fill="%s"/>
        <path d="M%.1f %dH%.1fM%.1f %dv8M%.1f %dv8" stroke="black" fill="none"/>
        <text x="%.1f" y="%d">%s</text>
        """,
        LEFT - 8,
        middle + 5,
        row.label,
        LEFT,
        top + 5,
        row.median * scale,
        row.label.startsWith("Sluice") ? "#2b7a78" : "#b8c4c2",
        LEFT + row.low * scale,
        middle,
        LEFT + row.high * scale,
        LEFT + row.low * scale,
        middle - 4,
        LEFT + row.high * scale,
        middle - 4,
        LEFT + row.high * scale + 8,
        middle + 5,
        number(row.median));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }
}
