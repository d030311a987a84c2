/**
 * What the rooms of the house may do, as tests. {@link io.heddle.architecture.HouseRule}
 * has the rules, {@link io.heddle.architecture.Rooms} the table of rooms and
 * {@link io.heddle.architecture.PublicTypes} the list of what users may type; a class in
 * {@code fixtures} breaks each rule, so that it is known that the rule can fail.
 */
@NullMarked
package io.heddle.architecture;

import org.jspecify.annotations.NullMarked;
