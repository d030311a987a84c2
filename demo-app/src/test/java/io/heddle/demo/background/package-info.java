@NullMarked
package io.heddle.demo.background;

import org.jspecify.annotations.NullMarked;
