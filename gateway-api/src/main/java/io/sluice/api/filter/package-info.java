/** Plugins that every request of a service passes on its way in and out. */
@NullMarked
package io.sluice.api.filter;

import org.jspecify.annotations.NullMarked;
