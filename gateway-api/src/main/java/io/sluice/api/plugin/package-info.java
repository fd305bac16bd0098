/**
 * What all kinds of plugins have in common: how one is found, made, configured, and what it may
 * use.
 */
@NullMarked
package io.sluice.api.plugin;

import org.jspecify.annotations.NullMarked;
