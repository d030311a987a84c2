@NullMarked
package io.heddle.thread;

import org.jspecify.annotations.NullMarked;
