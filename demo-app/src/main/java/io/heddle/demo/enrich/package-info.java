/**
 * Which licences the jars of the census have: an enricher that opens many of them at a
 * time.
 */
@NullMarked
package io.heddle.demo.enrich;

import org.jspecify.annotations.NullMarked;
