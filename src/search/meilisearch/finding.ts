import { type FilterName, type Hit, MAX_IDS, MAX_PER_PAGE } from '#search/contract.ts';
import { type Scored, sortOf } from '#search/embedded/ground.ts';
import { byOrder, type Ordered, top } from '#search/embedded/order.ts';
import { asked } from '#search/embedded/table.ts';
import { byEachWord, byWords } from '#search/meilisearch/candidates.ts';
import {
  type Branch,
  branchesOf,
  enough,
  quoted,
  topicFilter,
  type WordSet,
} from '#search/meilisearch/enough.ts';
import { filterParts } from '#search/meilisearch/filters.ts';
import { added, Helping } from '#search/meilisearch/helping.ts';
import type { Known } from '#search/meilisearch/known.ts';
import { placeFilters, roughPlaceFilters } from '#search/meilisearch/place.ts';
import type { Filter, Reply, Server, ServerHit } from '#search/meilisearch/pool.ts';
import { Scoring } from '#search/meilisearch/scoring.ts';
import { BY_NAME } from '#search/meilisearch/shelf.ts';
import { type Found, orderOf, type Task } from '#search/meilisearch/task.ts';
import { askAll, type Wanted } from '#search/meilisearch/union.ts';
import { type AskedWord, weightsOf } from '#search/meilisearch/words.ts';

/** Up to this many answers are all fetched to be put in order here; more are walked through in order. */
const FETCH_ALL = 400;
/** Of those that may be scored, the share that goes to the likeliest by what the table knows of them. */
const LIKELIEST = 0.2;

/** Up to this many answers by one set of words are all fetched, to be counted here. */
const COUNT_HERE = 400;

/** The order of lists where nothing else decides: the newest check first, paused last. */
const USUAL_SORT = ['paused:asc', 'checked:desc', 'id:asc'];

const anyOf = (ids: readonly string[]) => `id IN [${ids.map(quoted).join(', ')}]`;

/** One search under way on one server. */
export class Finding {
  readonly #known: Known;
  readonly #server: Server;
  readonly #task: Task;
  readonly #from: number;
  readonly #perPage: number;
  #place: Filter[] | undefined;
  #scoring: Scoring;
  #words: AskedWord[] = [];
  #terms: AskedWord[] = [];
  #sets: WordSet[] = [];
  /** Those that help with a need; none where no need was read. */
  readonly #helping: Helping;
  /** What the server is asked for, so as to find all answers. */
  #whole: Branch[] = [{ q: '', filter: [] }];

  constructor(known: Known, server: Server, task: Task) {
    this.#known = known;
    this.#server = server;
    this.#task = task;
    this.#scoring = new Scoring(known, task, [], []);
    this.#helping = new Helping(known.table, task);
    this.#perPage = Math.min(Math.max(1, task.request.perPage), MAX_PER_PAGE);
    this.#from = (Math.max(1, task.request.page) - 1) * this.#perPage;
  }

  async run(): Promise<Found> {
    const found = await this.#answer();
    if (!this.#task.request.ids) return found;
    const ids = this.#helping.numbers.map((n) => this.#idOf(n));
    const limit = Math.min(found.total, MAX_IDS) - ids.length;
    if (limit > 0) {
      const { hits } = await this.#ask(this.#beside(), { filters: this.#filters(), limit });
      ids.push(...hits.map((h) => h.id));
    }
    return { ...found, ids: ids.slice(0, MAX_IDS) };
  }

  async #answer(): Promise<Found> {
    const { request, reading } = this.#task;
    if (request.q.trim() === '') return this.#list();
    if (reading.words.length === 0 && reading.needs.length === 0)
      return reading.place ? this.#list() : this.#nothing();
    await this.#readWords();
    if (this.#whole.length === 0) return this.#nothing();
    return sortOf(request, reading) === 'relevance' ? this.#best() : this.#list();
  }

  /** Finds out how to ask for the words, which of them are enough, and who helps with the needs. */
  async #readWords(): Promise<void> {
    const { request, reading } = this.#task;
    const { book, table } = this.#known;
    const typing = /[\p{L}\p{N}]$/u.test(request.q);
    [this.#words, this.#terms] = await book.ask([reading.words, reading.expandedWith], typing, this.#server);
    this.#sets = enough(this.#words, weightsOf(this.#words, table.count), reading.needs);
    this.#scoring = new Scoring(this.#known, this.#task, this.#words, this.#terms);
    this.#whole = branchesOf(reading, this.#sets);
  }

  /** What the server is asked for, so as to find those answers that do not help with a need. */
  #beside(): Branch[] {
    const { needs } = this.#task.reading;
    if (needs.length === 0) return this.#whole;
    const filter = [`NOT ${topicFilter(needs)}`];
    return this.#sets.map(({ q }) => ({ q, filter }));
  }

  #idOf(n: number): string {
    return this.#known.table.ids[n] ?? '';
  }

  /** Nothing can answer; the server is still asked whether it is there, and at the right version. */
  async #nothing(): Promise<Found> {
    await this.#server.many([]);
    const facets = Object.fromEntries(this.#task.request.facets.map((f) => [f, {}]));
    return { hits: [], total: 0, facets, degraded: false };
  }

  #filters(but?: FilterName): Filter[] {
    const { request, centre } = this.#task;
    this.#place ??= placeFilters(this.#known.table, request, centre);
    return [...filterParts(request, but), ...this.#place];
  }

  async #ask(branches: readonly Branch[], wanted: Wanted): Promise<Reply> {
    const [reply] = await askAll(this.#server, branches, [wanted]);
    if (!reply) throw new Error('it answered fewer questions than were asked');
    return reply;
  }

  /** The total and the facets; with a cut, its hits too. A filter's own choices do not shrink its own counts. */
  async #count(branches: readonly Branch[], cut: Pick<Wanted, 'limit' | 'offset' | 'sort'>): Promise<Reply> {
    const { request } = this.#task;
    if (branches.length === 0) return { hits: [], total: 0, facets: {}, cut: false };
    const on = new Set(asked(request.filters).map(([name]) => name));
    const own = request.facets.filter((f) => on.has(f));
    const [main, ...others] = await askAll(this.#server, branches, [
      { filters: this.#filters(), ...cut, facets: request.facets.filter((f) => !on.has(f)) },
      ...own.map((f) => ({ filters: this.#filters(f), limit: 0, facets: [f] })),
    ]);
    if (!main) throw new Error('it answered fewer questions than were asked');
    const facets: Reply['facets'] = {};
    for (const f of request.facets) facets[f] = (on.has(f) ? others[own.indexOf(f)] : main)?.facets[f] ?? {};
    return { ...main, facets, cut: main.cut || others.some((r) => r.cut) };
  }

  /** Answers in the order of their scores: the best are gathered and scored here, the rest follow. */
  async #best(): Promise<Found> {
    const { count, ...best } = await this.#gather();
    const total = this.#helping.numbers.length + count.total;
    const order = orderOf(this.#known, this.#task);
    const list = best.scored.map((s) => order.of(s)).sort(byOrder);
    const to = this.#from + this.#perPage;
    if (list.length < Math.min(to, total)) {
      const had = new Set(list.map((o) => o.n));
      const more = this.#helping.numbers.filter((n) => !had.has(n));
      const likely = this.#scoring.byTable(more).map((s) => order.of(s));
      list.push(...likely.sort(byOrder));
    }
    const page = list.slice(this.#from, to);
    const missing = Math.min(to, total) - Math.max(this.#from, list.length);
    if (missing > 0) {
      const known = best.beside.map((n) => this.#idOf(n));
      const filters = [...this.#filters(), ...(known.length > 0 ? [`NOT ${anyOf(known)}`] : [])];
      const offset = Math.max(0, this.#from - list.length);
      const wanted = { filters, limit: missing, offset, sort: USUAL_SORT };
      page.push(...(await this.#ordered((await this.#ask(this.#beside(), wanted)).hits)));
    }
    const facets = added(this.#task.request.facets, this.#helping.facets(), count.facets);
    return this.#found(page, { ...count, total, facets }, count.cut);
  }

  /** The listings that could come first, scored, each once; those of them found by words alone, and their count. */
  async #gather(): Promise<{ scored: Scored[]; beside: number[]; count: Reply }> {
    const { request, reading, centre } = this.#task;
    // Where no set of words can have more answers than are fetched, they are sifted and counted here.
    const here = this.#sets.every((set) => set.atMost <= COUNT_HERE);
    const rough = roughPlaceFilters(request, centre);
    const [first] = this.#beside();
    const within = [...(first?.filter ?? []), ...(here ? rough : this.#filters())];
    const lists = byWords(this.#sets, this.#words, within, here ? COUNT_HERE : undefined);
    const { numbers } = this.#helping;
    const all = numbers.length <= this.#known.scoreAll;
    const helps = [...filterParts(request), ...rough, topicFilter(reading.needs)];
    // The server looks through a circle anew for each list: the terms of the needs are not worth so many.
    const among = all ? [] : byEachWord(this.#words, rough.length > 0 ? [] : this.#terms, helps);
    const [counted, replies] = await Promise.all([
      here ? undefined : this.#count(this.#beside(), { limit: 0 }),
      this.#server.many([...lists.map((l) => l.query), ...among]),
    ]);
    const sure = new Map<number, number[]>();
    const found = new Set<number>();
    lists.forEach((list, i) => {
      const has = this.#numbersOf(replies[i]?.hits ?? []);
      for (const n of has) found.add(n);
      for (const w of list.sure) sure.set(w, [...(sure.get(w) ?? []), ...has]);
    });
    const perhaps = here ? [...found].filter((n) => this.#helping.takes(n)) : [...found];
    const named = this.#numbersOf(replies.slice(lists.length).flatMap((r) => r.hits));
    const answers = all ? numbers : this.#likeliest(named);
    const scored = await this.#scoring.byAll({ answers, perhaps, sure }, this.#server);
    const count = counted ?? { hits: [], total: perhaps.length, facets: {}, cut: false };
    const cut = count.cut || replies.some((r) => r.cut);
    return { scored, beside: perhaps, count: { ...count, cut } };
  }

  #numbersOf(hits: readonly ServerHit[]): number[] {
    return hits.flatMap((h) => this.#known.numberOf.get(h.id) ?? []);
  }

  /** Of those that help with a need: the best by the table, and those that the server named for their words. */
  #likeliest(named: readonly number[]): number[] {
    const { numbers } = this.#helping;
    const order = orderOf(this.#known, this.#task);
    const likeliest = Math.ceil(LIKELIEST * this.#known.scoreAll);
    const all = this.#scoring.byTable(numbers).map((s) => order.of(s));
    const helps = new Set(numbers);
    const best = top(all, likeliest, byOrder).map((o) => o.n);
    return [...new Set([...best, ...named.filter((n) => helps.has(n))])];
  }

  /** Answers in an order that has nothing to do with the words. */
  async #list(): Promise<Found> {
    const { request, reading, centre } = this.#task;
    const sort = sortOf(request, reading);
    const here = sort === 'soonest' || (sort === 'distance' && centre);
    if (!here) {
      const cut = { limit: this.#perPage, offset: this.#from, sort: USUAL_SORT };
      const count = await this.#count(this.#whole, cut);
      return this.#found(await this.#ordered(count.hits), count, count.cut);
    }
    const count = await this.#count(this.#whole, { limit: 0 });
    const to = Math.min(this.#from + this.#perPage, count.total);
    if (to <= this.#from) return this.#found([], count, count.cut);
    const all = { filters: this.#filters(), limit: FETCH_ALL };
    const hits =
      count.total <= FETCH_ALL ? (await this.#ask(this.#whole, all)).hits : await this.#walk(to, count.total);
    const ordered = (await this.#ordered(hits)).sort(byOrder);
    return this.#found(ordered.slice(this.#from, to), count, count.cut);
  }

  /** The first `want` answers in order, by asking which of the next few listings of the whole table are answers. */
  async #walk(want: number, total: number): Promise<ServerHit[]> {
    const { table } = this.#known;
    const all = this.#inOrder();
    const step = Math.min(BY_NAME, Math.max(20, Math.ceil((want * table.count * 1.2) / total)));
    const found: ServerHit[] = [];
    for (let at = 0; at < all.length && found.length < want; at += step) {
      const ids = all.slice(at, at + step).map((n) => this.#idOf(n));
      const wanted = { filters: [...this.#filters(), anyOf(ids)], limit: step };
      const { hits } = await this.#ask(this.#whole, wanted);
      const answers = new Map(hits.map((h) => [h.id, h]));
      found.push(...ids.flatMap((id) => answers.get(id) ?? []));
    }
    return found;
  }

  /** Every listing of the table in the order asked for. What is on next is the same for a minute. */
  #inOrder(): number[] {
    const { table, orders } = this.#known;
    const { request, now } = this.#task;
    const work = () => {
      const order = orderOf(this.#known, this.#task);
      const all = Array.from({ length: table.count }, (_, n) => order.of({ n, score: 0 }));
      return all.sort(byOrder).map((o) => o.n);
    };
    if (request.sort !== 'soonest') return work();
    const minute = now.toISOString().slice(0, 16);
    const found = orders.get(minute) ?? work();
    orders.set(minute, found);
    if (orders.size > 2) orders.delete(orders.keys().next().value ?? '');
    return found;
  }

  /** Answers with their scores and keys, in the order given. */
  async #ordered(hits: readonly ServerHit[]): Promise<Ordered[]> {
    const order = orderOf(this.#known, this.#task);
    const answers = this.#numbersOf(hits);
    const typed = this.#words.length + this.#terms.length > 0;
    const scored = typed
      ? await this.#scoring.byAll({ answers, perhaps: [], sure: new Map() }, this.#server)
      : answers.map((n) => ({ n, score: 0 }));
    return scored.map((s) => order.of(s));
  }

  #found(page: readonly Ordered[], count: Reply, cut: boolean): Found {
    const { near } = this.#task.request;
    const hits = page.map(({ n, id, score }): Hit => {
      const m = near ? this.#known.table.metres(n, near) : undefined;
      return { id, score, ...(m !== undefined && { distanceM: Math.round(m) }) };
    });
    return { hits, total: count.total, facets: count.facets, degraded: cut };
  }
}
