package io.sluice.benchmarks;

import java.io.IOException;
import java.util.Map;

/** One way to compare the gateways. */
interface Mode {

  /** Loads all gateways of the field and tells what came out. */
  Findings run(Field field, Options options) throws IOException, InterruptedException;

  /**
   * What came out.
   *
   * @param text a part of a page, in Markdown, with how it was measured
   * @param plots pictures for it by their names, as SVG
   */
  record Findings(String text, Map<String, String> plots) {}
}
