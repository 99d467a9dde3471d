import { EmbeddedHost } from '#search/embedded/host.ts';
import type { Answer, Question } from '#search/embedded/protocol.ts';
import { SearchError } from '#search/search-error.ts';

/** The worker's side: one host, one answer a question. */
let host: EmbeddedHost | undefined;

async function answer(q: Question): Promise<Answer> {
  const { id } = q;
  try {
    if (q.ask === 'open') host = new EmbeddedHost(q.files);
    if (!host) throw new SearchError('corrupt', 'asked before it was opened');
    if (q.ask === 'read') return { id, ok: 'reading', reading: await host.read(q.q, q.literal) };
    if (q.ask === 'search') return { id, ok: 'answer', answer: await host.search(q.request) };
    if (q.ask === 'warm') await host.warm();
    return { id, ok: 'done' };
  } catch (e) {
    const { code, message, reading } = SearchError.from(e);
    return { id, ok: 'error', code, message, reading };
  }
}

addEventListener('message', (event: MessageEvent<Question>) => {
  void answer(event.data).then((a) => postMessage(a));
});
