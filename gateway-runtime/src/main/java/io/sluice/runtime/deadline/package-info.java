/**
 * What is late is ended here, by one platform thread for all connections, so that no read or write
 * needs a timer of its own. Knows no other room.
 */
@NullMarked
package io.sluice.runtime.deadline;

import org.jspecify.annotations.NullMarked;
