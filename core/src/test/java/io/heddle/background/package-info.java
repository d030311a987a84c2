@NullMarked
package io.heddle.background;

import org.jspecify.annotations.NullMarked;
