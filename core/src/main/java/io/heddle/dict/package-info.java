/**
 * A map whose values are refreshed in the background, each key at its own period: <pre>
 *  get ──────────────▶ DictStore: a value for each key ◀── DictWrites ◀── put, compute, …
 *                          ▲                                  │
 *                          │ unless it was written meanwhile  ▼ writer
 *  Poller: DueThreads ─▶ DictReads ─▶ reader
 *    ▲ due
 *  PollQueue ◀─ KeyWheel: which key when?
 * </pre>
 */
@NullMarked
package io.heddle.dict;

import org.jspecify.annotations.NullMarked;
