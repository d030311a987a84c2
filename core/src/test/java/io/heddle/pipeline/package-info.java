@NullMarked
package io.heddle.pipeline;

import org.jspecify.annotations.NullMarked;
