/**
 * What must survive the end of the process: an append-only file of numbered entries in a directory
 * that one process has for itself.
 *
 * <p>{@link io.sluice.runtime.journal.Journal} is opened by the composition root and written by the
 * registry's one writer; the command line checks and repairs. What entries mean is not known here:
 * content is bytes. Knows the meters and the events only.
 */
@NullMarked
package io.sluice.runtime.journal;

import org.jspecify.annotations.NullMarked;
