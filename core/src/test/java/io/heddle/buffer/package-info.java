@NullMarked
package io.heddle.buffer;

import org.jspecify.annotations.NullMarked;
