@NullMarked
package io.heddle.demo.pipeline;

import org.jspecify.annotations.NullMarked;
