package io.sluice.runtime.layer;

/** Tells in one line what went wrong. */
final class OneLine {

  private static final int LONGEST = 500;

  private OneLine() {}

  /** What was thrown, and the cause at the bottom of it. */
  static String of(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = describe(thrown);
    String bottom = describe(root);
    String line = text.contains(bottom) ? text : text + ", since: " + bottom;
    String printable = line.replaceAll("\\p{Cntrl}+", " ");
    return printable.substring(0, Math.min(printable.length(), LONGEST));
  }

  private static String describe(Throwable thrown) {
    boolean clear = thrown instanceof PluginRefusedException;
    return clear ? String.valueOf(thrown.getMessage()) : simple(thrown);
  }

  private static String simple(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
  }
}
