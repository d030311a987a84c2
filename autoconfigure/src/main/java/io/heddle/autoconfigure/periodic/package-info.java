/**
 * Periodic objects and crontabs of an application: its beans, and what its annotated
 * methods make. Entries of the properties tune them by name; each is started with the
 * application and killed before its bean is destroyed.
 */
@NullMarked
package io.heddle.autoconfigure.periodic;

import org.jspecify.annotations.NullMarked;
