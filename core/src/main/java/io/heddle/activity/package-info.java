/**
 * What every running thing of the product is, whatever its room: something with a name, a
 * state, counts and a handle. Whoever shows or stops things (registry, endpoint, meters,
 * health) knows them only as an {@link io.heddle.activity.Activity}.
 */
@NullMarked
package io.heddle.activity;

import org.jspecify.annotations.NullMarked;
