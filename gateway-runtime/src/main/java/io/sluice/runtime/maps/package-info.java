/**
 * Maps that are never changed but made anew, and share what stays. Know nothing; used where one
 * thread changes what others read without a lock.
 */
@NullMarked
package io.sluice.runtime.maps;

import org.jspecify.annotations.NullMarked;
