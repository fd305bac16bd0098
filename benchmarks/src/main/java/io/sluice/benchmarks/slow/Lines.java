package io.sluice.benchmarks.slow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart of lines over the seconds of a run, with the middle half, in which one is slow, shaded.
 */
final class Lines {

  private static final int LEFT = 60;
  private static final int TOP = 34;
  private static final int LENGTH = 600;
  private static final int HEIGHT = 220;
  private static final List<String> COLOURS = List.of("#c8553d", "#8d99ae", "#2b7a78", "#e9c46a");

  private final String title;
  private final List<Line> lines = new ArrayList<>();

  private record Line(String label, List<Double> percents) {}

  Lines(String title) {
    this.title = title;
  }

  void add(String label, List<Double> percents) {
    lines.add(new Line(label, List.copyOf(percents)));
  }

  String svg() {
    double least =
        lines.stream()
            .flatMap(line -> line.percents.stream())
            .mapToDouble(percent -> percent)
            .min()
            .orElse(0);
    double floor = Math.max(0, 5 * Math.floor(least / 5 - 0.01));
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="13">
            <rect width="100%%" height="100%%" fill="white"/>
            <rect x="%d" y="%d" width="%d" height="%d" fill="#f0f0f0"/>
            <text x="10" y="18" font-weight="bold">%s</text>
            """,
            LEFT + LENGTH + 20,
            TOP + HEIGHT + 26 + 20 * lines.size(),
            LEFT + LENGTH / 4,
            TOP,
            LENGTH / 2,
            HEIGHT,
            title));
    double step = floor >= 80 ? 5 : 20;
    for (double percent = 100; percent >= floor; percent -= step) {
      svg.append(grid(percent, height(percent, floor)));
    }
    for (int i = 0; i < lines.size(); i++) {
      svg.append(line(lines.get(i), i, floor));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String grid(double percent, double y) {
    return String.format(
        Locale.ROOT,
        """
        <path d="M%d %.1fh%d" stroke="#d8d8d8"/>
        <text x="%d" y="%.1f" text-anchor="end">%.0f %%</text>
        """,
        LEFT,
        y,
        LENGTH,
        LEFT - 6,
        y + 4,
        percent);
  }

  private static String line(Line line, int index, double floor) {
    String colour = COLOURS.get(index % COLOURS.size());
    StringBuilder points = new StringBuilder();
    int seconds = line.percents.size();
    for (int i = 0; i < seconds; i++) {
      double x = LEFT + LENGTH * (i + 0.5) / seconds;
      points.append(
          String.format(Locale.ROOT, "%.1f,%.1f ", x, height(line.percents.get(i), floor)));
    }
    int y = TOP + HEIGHT + 24 + 20 * index;
    return String.format(
        Locale.ROOT,
        """
        <polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>
        <path d="M%d %dh24" stroke="%s" stroke-width="3"/>
        <text x="%d" y="%d">%s</text>
        """,
        points.toString().strip(),
        colour,
        LEFT,
        y - 4,
        colour,
        LEFT + 32,
        y,
        line.label);
  }

  private static double height(double percent, double floor) {
    return TOP + HEIGHT * (100 - percent) / Math.max(1, 100 - floor);
  }
}
