/**
 * The look for new jars: a periodic object that starts the census anew when there are
 * some. How often stands in {@code application.yml}, at {@code rescan}.
 */
@NullMarked
package io.heddle.demo.periodic;

import org.jspecify.annotations.NullMarked;
