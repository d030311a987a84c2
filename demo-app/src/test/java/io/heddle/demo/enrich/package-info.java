@NullMarked
package io.heddle.demo.enrich;

import org.jspecify.annotations.NullMarked;
