import { londonDate } from '#lib/dates.ts';
import type { TopicId } from '#schemas/topic.ts';
import {
  type FilterName,
  type Hit,
  MAX_IDS,
  MAX_PER_PAGE,
  type Reading,
  type SearchAnswer,
  type SearchRequest,
} from '#search/contract.ts';
import { type Centre, metresAway, Order, type Scored, sortOf } from '#search/embedded/ground.ts';
import { byOrder, type Ordered } from '#search/embedded/order.ts';
import { asked } from '#search/embedded/table.ts';
import { candidateQueries } from '#search/meilisearch/candidates.ts';
import { type Branch, branchesOf, enough, quoted, type WordSet } from '#search/meilisearch/enough.ts';
import { BY_NAME, type Known } from '#search/meilisearch/known.ts';
import { placeFilters } from '#search/meilisearch/place.ts';
import type { Filter, Reply, Server } from '#search/meilisearch/pool.ts';
import { type AskedWord, evidenceOf, weightsOf } from '#search/meilisearch/words.ts';
import { type Evidence, relevantEnough, scoreOf } from '#search/score.ts';

const DAY_MS = 86_400_000;
/** Up to this many answers are all fetched to be put in order here; more are walked through in order. */
const FETCH_ALL = 400;

/** The order of lists where nothing else decides: the newest check first, paused last. */
const USUAL_SORT = ['paused:asc', 'checked:desc', 'id:asc'];

export interface Task {
  request: SearchRequest;
  reading: Reading;
  centre: Centre | undefined;
  now: Date;
}

export type Found = Pick<SearchAnswer, 'hits' | 'total' | 'facets' | 'ids' | 'degraded'>;

/** What is wanted of all answers within some filters. */
interface Wanted {
  filters: Filter[];
  limit: number;
  offset?: number;
  sort?: string[];
  facets?: readonly FilterName[];
}

const anyOf = (ids: readonly string[]) => `id IN [${ids.map(quoted).join(', ')}]`;

/** What the filters of a request ask for, but for one. */
function filterParts(request: SearchRequest, but?: FilterName): Filter[] {
  return asked(request.filters).flatMap(([name, values]): Filter[] => {
    if (name === but) return [];
    // A person needs all of the access they ask for; of anything else, one will do.
    if (name === 'access') return values.map((v) => `access = ${quoted(v)}`);
    return [`${name} IN [${values.map(quoted).join(', ')}]`];
  });
}

/** One search under way on one server. */
export class Finding {
  readonly #known: Known;
  readonly #server: Server;
  readonly #task: Task;
  readonly #place: Filter[];
  readonly #from: number;
  readonly #perPage: number;
  #branches: Branch[] = [{ q: '', filter: [] }];
  #words: AskedWord[] = [];
  #terms: AskedWord[] = [];
  #sets: WordSet[] = [];

  constructor(known: Known, server: Server, task: Task) {
    this.#known = known;
    this.#server = server;
    this.#task = task;
    const { request, centre } = task;
    this.#place = placeFilters(known.table, request, centre);
    this.#perPage = Math.min(Math.max(1, request.perPage), MAX_PER_PAGE);
    this.#from = (Math.max(1, request.page) - 1) * this.#perPage;
  }

  async run(): Promise<Found> {
    const found = await this.#answer();
    if (!this.#task.request.ids) return found;
    const limit = Math.min(found.total, MAX_IDS);
    const all = limit > 0 ? (await this.#ask({ filters: this.#filters(), limit })).hits : [];
    return { ...found, ids: all.map((h) => h.id) };
  }

  async #answer(): Promise<Found> {
    const { request, reading } = this.#task;
    if (request.q.trim() === '') return this.#list();
    if (reading.words.length === 0 && reading.needs.length === 0)
      return reading.place ? this.#list() : this.#nothing();
    const { book, table } = this.#known;
    const typing = /[\p{L}\p{N}]$/u.test(request.q);
    [this.#words, this.#terms] = await book.ask([reading.words, reading.expandedWith], typing, this.#server);
    this.#sets = enough(this.#words, weightsOf(this.#words, table.count), reading.needs);
    this.#branches = branchesOf(reading, this.#sets);
    if (this.#branches.length === 0) return this.#nothing();
    return sortOf(request, reading) === 'relevance' ? this.#best() : this.#list();
  }

  /** Nothing can answer; the server is still asked whether it is there, and at the right version. */
  async #nothing(): Promise<Found> {
    await this.#server.many([]);
    const facets = Object.fromEntries(this.#task.request.facets.map((f) => [f, {}]));
    return { hits: [], total: 0, facets, degraded: false };
  }

  #filters(but?: FilterName): Filter[] {
    return [...filterParts(this.#task.request, but), ...this.#place];
  }

  /** One question a branch. */
  #queries(filters: Filter[], sort?: string[]) {
    return this.#branches.map((b) => ({
      q: b.q,
      filter: [...b.filter, ...filters],
      matchingStrategy: 'all' as const,
      attributesToRetrieve: ['id'],
      ...(sort && { sort }),
    }));
  }

  /** Asks for all answers, each once, for each of several filters and cuts. */
  async #askAll(wanted: readonly Wanted[]): Promise<Reply[]> {
    const asked = wanted.map(({ filters, sort, limit, offset = 0, facets = [] }) => ({
      queries: this.#queries(filters, sort),
      cut: { limit, offset, facets: [...facets] },
    }));
    // One branch is a plain question, and all of them travel together.
    if (this.#branches.length === 1)
      return this.#server.many(asked.flatMap(({ queries, cut }) => queries.map((q) => ({ ...q, ...cut }))));
    const [replies] = await Promise.all([
      Promise.all(asked.map(({ queries, cut }) => this.#server.union(queries, cut))),
      this.#server.many([]),
    ]);
    return replies;
  }

  async #ask(wanted: Wanted): Promise<Reply> {
    const [reply] = await this.#askAll([wanted]);
    if (!reply) throw new Error('it answered fewer questions than were asked');
    return reply;
  }

  /** The total and the facets; with a cut, its hits too. A filter's own choices do not shrink its own counts. */
  async #count(cut: Pick<Wanted, 'limit' | 'offset' | 'sort'>): Promise<Reply> {
    const { request } = this.#task;
    const on = new Set(asked(request.filters).map(([name]) => name));
    const own = request.facets.filter((f) => on.has(f));
    const [main, ...others] = await this.#askAll([
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
    const from = this.#from;
    const [count, gathered] = await Promise.all([this.#count({ limit: 0 }), this.#gather()]);
    const head = gathered.scored.map((s) => this.#order().of(s)).sort(byOrder);
    const page = head.slice(from, from + this.#perPage);
    const missing = Math.min(from + this.#perPage, count.total) - Math.max(from, head.length);
    if (missing > 0 && head.length < count.total) {
      const filters = [...this.#filters(), `NOT ${anyOf(head.map((o) => o.id))}`];
      const offset = Math.max(0, from - head.length);
      const rest = await this.#ask({ filters, limit: missing, offset, sort: USUAL_SORT });
      page.push(...(await this.#ordered(rest.hits.map((h) => h.id))));
    }
    return this.#found(page, count, count.cut || gathered.cut);
  }

  /** The listings that could come first, scored, each once. */
  async #gather(): Promise<{ scored: Scored[]; cut: boolean }> {
    const { reading, centre } = this.#task;
    const lists = candidateQueries({
      reading,
      words: this.#words,
      terms: this.#terms,
      sets: this.#sets,
      filters: this.#filters(),
      centre,
    });
    const replies = await this.#server.many(lists.map((l) => l.query));
    const sure = new Map<string, Set<number>>();
    replies.forEach(({ hits }, i) => {
      for (const { id } of hits) {
        const had = sure.get(id) ?? new Set();
        for (const w of lists[i]?.sure ?? []) had.add(w);
        sure.set(id, had);
      }
    });
    return { scored: await this.#score([...sure.keys()], sure), cut: replies.some((r) => r.cut) };
  }

  /** Scores listings by the shared function, and leaves out what the shared rule says is no answer. */
  async #score(ids: readonly string[], sure?: ReadonlyMap<string, ReadonlySet<number>>): Promise<Scored[]> {
    const { table, numberOf, store } = this.#known;
    const { reading, centre, now } = this.#task;
    const today = Date.parse(londonDate(now)) / DAY_MS;
    const words = await store.of(ids, this.#server);
    const weights = weightsOf(this.#words, table.count);
    const termWeights = weightsOf(this.#terms, table.count);
    const { topics } = table.facets;
    const none = new Set<number>();
    return ids.flatMap((id) => {
      const n = numberOf.get(id);
      const has = words.get(id);
      if (n === undefined || !has) return [];
      const evidence: Evidence = {
        ...evidenceOf(this.#words, weights, has, sure?.get(id) ?? none),
        expanded: evidenceOf(this.#terms, termWeights, has, none).text,
        topics: (topics.sets[topics.of[n] ?? 0] ?? []).map((v) => topics.values[v]).filter(isTopic),
        paused: table.paused[n] ?? false,
        overdue: (table.due[n] ?? 0) < today,
      };
      if (sure && !relevantEnough(evidence, reading.needs)) return [];
      if (centre) evidence.metres = metresAway(table, n, centre);
      return [{ n, score: scoreOf(evidence, reading.needs) }];
    });
  }

  /** Answers in an order that has nothing to do with the words. */
  async #list(): Promise<Found> {
    const { request, reading, centre } = this.#task;
    const sort = sortOf(request, reading);
    const here = sort === 'soonest' || (sort === 'distance' && centre);
    if (!here) {
      const count = await this.#count({ limit: this.#perPage, offset: this.#from, sort: USUAL_SORT });
      return this.#found(await this.#ordered(count.hits.map((h) => h.id)), count, count.cut);
    }
    const count = await this.#count({ limit: 0 });
    const to = Math.min(this.#from + this.#perPage, count.total);
    if (to <= this.#from) return this.#found([], count, count.cut);
    const ids =
      count.total <= FETCH_ALL
        ? (await this.#ask({ filters: this.#filters(), limit: FETCH_ALL })).hits.map((h) => h.id)
        : await this.#walk(to, count.total);
    const ordered = (await this.#ordered(ids)).sort(byOrder);
    return this.#found(ordered.slice(this.#from, to), count, count.cut);
  }

  /** The first `want` answers in order, by asking which of the next few listings of the whole table are answers. */
  async #walk(want: number, total: number): Promise<string[]> {
    const { table } = this.#known;
    const all = this.#inOrder();
    const step = Math.min(BY_NAME, Math.max(20, Math.ceil((want * table.count * 1.2) / total)));
    const found: string[] = [];
    for (let at = 0; at < all.length && found.length < want; at += step) {
      const ids = all.slice(at, at + step).map((n) => table.ids[n] ?? '');
      const { hits } = await this.#ask({ filters: [...this.#filters(), anyOf(ids)], limit: step });
      const answers = new Set(hits.map((h) => h.id));
      found.push(...ids.filter((id) => answers.has(id)));
    }
    return found;
  }

  /** Every listing of the table in the order asked for. What is on next is the same for a minute. */
  #inOrder(): number[] {
    const { table, orders } = this.#known;
    const { request, now } = this.#task;
    const work = () => {
      const order = this.#order();
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

  #order(): Order {
    const { request, reading, centre, now } = this.#task;
    return new Order(this.#known.table, this.#known.soonest, sortOf(request, reading), centre, now);
  }

  /** Listings with their scores and keys, in the order given. */
  async #ordered(ids: readonly string[]): Promise<Ordered[]> {
    const order = this.#order();
    const { numberOf } = this.#known;
    if (this.#words.length + this.#terms.length > 0) return (await this.#score(ids)).map((s) => order.of(s));
    return ids.flatMap((id) => {
      const n = numberOf.get(id);
      return n === undefined ? [] : [order.of({ n, score: 0 })];
    });
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

const isTopic = (v: string | undefined): v is TopicId => v !== undefined;
