/**
 * The export of the census: a file of all classes, written in the background while the
 * caller looks on. <pre>
 *  ExportController ─▶ ExportList ─▶ CensusExport (@Background) ─▶ ExportRows ─▶ CsvFile
 *     202, 200, 503      │                 │                    class_record    │
 *                        └── ThreadWrapper ┘ ◀─────── Progress ─────────────────┘
 * </pre> How many run and wait at the same time stands in {@code application.yml}, at the
 * thread manager {@code exports}.
 */
@NullMarked
package io.heddle.demo.background;

import org.jspecify.annotations.NullMarked;
