@NullMarked
package io.heddle.demo.periodic;

import org.jspecify.annotations.NullMarked;
