@NullMarked
package io.heddle.annotation;

import org.jspecify.annotations.NullMarked;
