/** A listing with the keys it is ordered by, smallest first. */
export interface Ordered {
  n: number;
  id: string;
  score: number;
  key: number[];
}

/** Keys in turn, then the id, so that pages never overlap. */
export function byOrder(a: Ordered, b: Ordered): number {
  for (let i = 0; i < a.key.length; i++) {
    const [x, y] = [a.key[i] ?? 0, b.key[i] ?? 0];
    if (x !== y) return x < y ? -1 : 1;
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Below this many, or for a large part of them, an ordinary sort is as good. */
const HEAP_FROM = 500;

/** The first `k` in order. Keeps a heap of `k` where that is far less work than sorting all. */
export function top<T>(items: readonly T[], k: number, compare: (a: T, b: T) => number): T[] {
  if (items.length < HEAP_FROM || k * 4 > items.length) return [...items].sort(compare).slice(0, k);
  const heap = items.slice(0, k).sort((a, b) => compare(b, a));
  for (let i = k; i < items.length; i++) {
    const item = items[i];
    const worst = heap[0];
    if (item === undefined || worst === undefined || compare(item, worst) >= 0) continue;
    heap[0] = item;
    sink(heap, compare);
  }
  return heap.sort(compare);
}

/** Moves the root of a heap (worst at the root) down to where it belongs. */
function sink<T>(heap: T[], compare: (a: T, b: T) => number): void {
  for (let i = 0; ; ) {
    let worst = i;
    for (const child of [2 * i + 1, 2 * i + 2]) {
      const [a, b] = [heap[child], heap[worst]];
      if (a !== undefined && b !== undefined && compare(a, b) > 0) worst = child;
    }
    const [here, there] = [heap[i], heap[worst]];
    if (worst === i || here === undefined || there === undefined) return;
    heap[i] = there;
    heap[worst] = here;
    i = worst;
  }
}
