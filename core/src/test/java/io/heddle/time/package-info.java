@NullMarked
package io.heddle.time;

import org.jspecify.annotations.NullMarked;
