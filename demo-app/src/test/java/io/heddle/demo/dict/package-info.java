@NullMarked
package io.heddle.demo.dict;

import org.jspecify.annotations.NullMarked;
