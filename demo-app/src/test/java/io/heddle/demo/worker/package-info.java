@NullMarked
package io.heddle.demo.worker;

import org.jspecify.annotations.NullMarked;
