import type { EnqueuedTaskPromise, Meilisearch, Task } from 'meilisearch';

/** The longest that one task may take, in milliseconds. */
const LONGEST_MS = 30 * 60_000;

/** A task of the server ended in anything but success. */
export class TaskFailed extends Error {
  override name = 'TaskFailed';
  constructor(task: Task) {
    const why = task.error ? `${task.error.message} (${task.error.code})` : `it was ${task.status}`;
    super(`the server could not do "${task.type}": ${why}`);
  }
}

/**
 * Waits for a task, and throws TaskFailed unless it succeeded. The client's own waiting resolves on failed and cancelled
 * tasks alike.
 */
export async function succeeded(enqueued: EnqueuedTaskPromise): Promise<Task> {
  const task = await inTime(enqueued.waitTask({ timeout: 0, interval: 25 }));
  if (task.status !== 'succeeded') throw new TaskFailed(task);
  return task;
}

/** The client's own time limit outlives a wait that failed, and holds the process open for half an hour. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the server has not finished in half an hour')), LONGEST_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Sends tasks and keeps at most `width` of them waiting, so that neither side holds everything at once. */
export async function inTurn(
  makers: Iterable<() => EnqueuedTaskPromise>,
  width: number,
  done: (finished: number) => void,
): Promise<void> {
  const waiting: Promise<Task>[] = [];
  let finished = 0;
  const one = async () => {
    await waiting.shift();
    done(++finished);
  };
  for (const make of makers) {
    // Sent in order, so that what is wrong with one is found before many more are sent.
    const sent = make();
    await sent;
    const task = succeeded(sent);
    // A failure is reported by whoever waits for it, however many others are still under way.
    task.catch(() => undefined);
    waiting.push(task);
    if (waiting.length >= width) await one();
  }
  while (waiting.length > 0) await one();
}

/** Waits until the server has nothing left to do that an indexer, killed or not, had asked of it. */
export async function settled(client: Meilisearch, indexes: readonly string[]): Promise<void> {
  const statuses: ('enqueued' | 'processing')[] = ['enqueued', 'processing'];
  const until = Date.now() + LONGEST_MS;
  while (Date.now() < until) {
    const own = await client.tasks.getTasks({ statuses, indexUids: [...indexes], limit: 1 });
    const swaps = await client.tasks.getTasks({ statuses, types: ['indexSwap'], limit: 1 });
    if (own.total + swaps.total === 0) return;
    await new Promise((again) => setTimeout(again, 100));
  }
  throw new Error('the server is still busy with earlier work. Try again later');
}
