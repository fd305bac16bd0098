package io.sluice.runtime.cli;

import io.sluice.runtime.client.Answer;
import io.sluice.runtime.client.Document;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A change of the whole configuration, as it is told.
 *
 * @param output where it is told
 * @param difference what it does
 */
record ConfigurationChange(Output output, Document difference) {

  boolean isEmpty() {
    return DifferenceText.isEmpty(difference);
  }

  /** It was not made: because it does nothing, or because that was not wanted. */
  void show() {
    if (output.isJson()) {
      output.document(Document.of(Map.of("difference", difference.value())));
    } else {
      DifferenceText.show(difference, output);
    }
  }

  /** It was made. */
  void made(Answer answer) {
    if (output.isJson()) {
      Map<String, Object> told = new LinkedHashMap<>();
      if (!answer.revision().isEmpty()) {
        told.put("revision", Long.parseLong(answer.revision()));
      }
      told.put("difference", difference.value());
      output.document(Document.of(told));
    } else {
      DifferenceText.show(difference, output);
      output.line("this is revision " + answer.revision());
    }
  }
}
