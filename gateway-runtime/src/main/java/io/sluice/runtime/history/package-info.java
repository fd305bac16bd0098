/**
 * What operators configured over time: revisions, what each changed, and how two configurations
 * differ in meaning.
 *
 * <p>A configuration is, for each service, the document of its specification: maps, lists, texts,
 * numbers and booleans. They are written down as JSON. Knows the journal. Called by the registry's
 * one writer; read by the administration.
 */
@NullMarked
package io.sluice.runtime.history;

import org.jspecify.annotations.NullMarked;
