/**
 * For those who write plugins: a project to begin with, and a report on what came of it.
 *
 * <p>Knows how plugins are found and described, and nothing of a running gateway. Called by the
 * commands.
 */
@NullMarked
package io.sluice.runtime.authoring;

import org.jspecify.annotations.NullMarked;
