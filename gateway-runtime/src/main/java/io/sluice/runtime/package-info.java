/** The entry point and the composition root: it knows every room, and no room knows it. */
package io.sluice.runtime;
