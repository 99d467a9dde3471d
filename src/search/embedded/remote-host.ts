import type { Reading, SearchAnswer, SearchRequest } from '#search/contract.ts';
import type { SearchFiles } from '#search/embedded/host.ts';
import type { Answer, Question } from '#search/embedded/protocol.ts';
import { SearchError } from '#search/search-error.ts';

interface Waiting {
  resolve: (a: Answer) => void;
  reject: (e: Error) => void;
}

type Ask = Question extends infer Q ? (Q extends { id: number } ? Omit<Q, 'id'> : never) : never;

/** The page's side of the worker: an EmbeddedHost by post. Rejects everything once the worker has failed to run. */
export class RemoteHost {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  /** Why the worker cannot be used, once that is known. */
  broken: Error | undefined;

  constructor(worker: Worker, files: SearchFiles) {
    this.#worker = worker;
    worker.addEventListener('message', (e: MessageEvent<Answer>) => {
      this.#waiting.get(e.data.id)?.resolve(e.data);
      this.#waiting.delete(e.data.id);
    });
    worker.addEventListener('error', (e) => this.#fail(new Error(e.message || 'the worker did not start')));
    worker.addEventListener('messageerror', () => this.#fail(new Error('the worker sent nonsense')));
    // A refusal here is a worker that did not start, which the next question reports.
    this.#ask({ ask: 'open', files }).catch(() => undefined);
  }

  #fail(e: Error): void {
    this.broken = e;
    for (const w of this.#waiting.values()) w.reject(e);
    this.#waiting.clear();
  }

  async #ask(question: Ask): Promise<Answer> {
    if (this.broken) throw this.broken;
    const id = this.#next++;
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, ...question });
    });
    if (answer.ok === 'error') throw new SearchError(answer.code, answer.message, answer.reading);
    return answer;
  }

  async warm(): Promise<void> {
    await this.#ask({ ask: 'warm' });
  }

  async read(q: string, literal: boolean): Promise<Reading> {
    const a = await this.#ask({ ask: 'read', q, literal });
    if (a.ok !== 'reading') throw new SearchError('corrupt', 'the worker answered something else');
    return a.reading;
  }

  async search(request: SearchRequest): Promise<SearchAnswer> {
    const a = await this.#ask({ ask: 'search', request });
    if (a.ok !== 'answer') throw new SearchError('corrupt', 'the worker answered something else');
    return a.answer;
  }

  close(): void {
    this.#worker.terminate();
    this.#fail(new Error('closed'));
  }
}
