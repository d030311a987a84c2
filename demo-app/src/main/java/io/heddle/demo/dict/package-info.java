/**
 * The machine on which the census runs: a map whose values are refreshed in the
 * background, each at its own period. The keys and their periods stand in
 * {@code application.yml}, at {@code machine}.
 */
@NullMarked
package io.heddle.demo.dict;

import org.jspecify.annotations.NullMarked;
