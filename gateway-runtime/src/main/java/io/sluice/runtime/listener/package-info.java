/**
 * Where clients come in: the traffic listener, and the connections that turn bytes into exchanges
 * and answers into bytes. Helidon accepts and owns the sockets; what is read from them and written
 * to them is decided here.
 */
@NullMarked
package io.sluice.runtime.listener;

import org.jspecify.annotations.NullMarked;
