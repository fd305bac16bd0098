/**
 * Laws that hold for any bytes, held against what Jazzer makes of the corpora when it is led by the
 * branches that were taken. Run by the build for a few seconds each, and by hand for as long as one
 * likes.
 */
@NullMarked
package io.sluice.runtime.fuzz;

import org.jspecify.annotations.NullMarked;
