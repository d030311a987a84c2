@NullMarked
package io.heddle.enrich;

import org.jspecify.annotations.NullMarked;
