@NullMarked
package io.heddle.periodic;

import org.jspecify.annotations.NullMarked;
