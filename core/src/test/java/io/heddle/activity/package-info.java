@NullMarked
package io.heddle.activity;

import org.jspecify.annotations.NullMarked;
