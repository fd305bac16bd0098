package io.sluice.runtime.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The description of this interface for programs, as OpenAPI has it (version 3.1). */
final class OpenApiDocument {

  private static final String FILE = "openapi.json";
  private static final String TYPE = "application/json";

  private OpenApiDocument() {}

  static Resource resource() {
    return Resource.readOnly(_ -> Reply.of(200, TYPE, text()));
  }

  /** The document. */
  static String text() {
    try (InputStream file = OpenApiDocument.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
