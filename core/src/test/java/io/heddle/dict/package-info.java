@NullMarked
package io.heddle.dict;

import org.jspecify.annotations.NullMarked;
