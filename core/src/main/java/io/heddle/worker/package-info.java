/**
 * A queue of jobs for a thread, a pool of threads, the thread of a user interface or a
 * process of its own. Inside a {@link io.heddle.worker.WorkerProcess}: <pre>
 *  send, command ──▶ JobQueue ◀── StandingOrders ◀── add, pop, pause
 *                       │ one job at a time for each lane
 *                       ▼
 *                Lane: LaneRun ──▶ Turn ◀── TaskLimits: took too long
 *                       │
 *        ThreadDoer ◀───┴───▶ ChildDoer ──▶ Child ═══ frames ═══▶ WorkerMain ──▶ ChildTasks
 *     this thread runs it     starts it anew   ╚══ stderr ══▶ log    reads always    runs it
 * </pre>
 */
@NullMarked
package io.heddle.worker;

import org.jspecify.annotations.NullMarked;
