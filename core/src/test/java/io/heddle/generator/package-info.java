@NullMarked
package io.heddle.generator;

import org.jspecify.annotations.NullMarked;
