import { londonDate } from '#lib/dates.ts';
import type { TopicId } from '#schemas/topic.ts';
import type { Analyser } from '#search/analyse/analyse.ts';
import {
  type Hit,
  MAX_IDS,
  MAX_PER_PAGE,
  type Reading,
  type SearchAnswer,
  type SearchEngine,
  type SearchRequest,
} from '#search/contract.ts';
import type { IndexFile } from '#search/embedded/format.ts';
import {
  type Centre,
  centreOf,
  inBox,
  inCircle,
  metresAway,
  Order,
  type Scored,
  sortOf,
} from '#search/embedded/ground.ts';
import { byOrder, type Ordered, top } from '#search/embedded/order.ts';
import { Sifter } from '#search/embedded/sift.ts';
import { Table } from '#search/embedded/table.ts';
import { Terms } from '#search/embedded/terms.ts';
import { type Evidence, relevantEnough, scoreOf } from '#search/score.ts';
import { Soonest } from '#search/soonest.ts';

const DAY_MS = 86_400_000;

/** The engine that needs no server. */
export class EmbeddedEngine implements SearchEngine {
  readonly name = 'embedded';
  readonly indexVersion: string;
  readonly #table: Table;
  readonly #terms: Terms;
  readonly #analyser: Analyser;
  readonly #soonest: Soonest;

  /** Throws CorruptIndex where the file does not fit together. */
  constructor(file: IndexFile, analyser: Analyser) {
    this.indexVersion = file.indexVersion;
    this.#table = new Table(file);
    this.#terms = new Terms(file, (w) => analyser.isReal(w));
    this.#soonest = new Soonest(file.known);
    this.#analyser = analyser;
  }

  async search(request: SearchRequest): Promise<SearchAnswer> {
    return this.answer(request);
  }

  /** The same, at once. */
  answer(request: SearchRequest): SearchAnswer {
    const began = performance.now();
    const reading = this.#analyser.read(request.q, request.literal);
    const now = request.now ? new Date(request.now) : new Date();
    const centre = centreOf(this.#table, request, reading);
    let found = this.#find(request, reading, centre, now);
    // A place that was only read in the words narrows the search while that leaves something.
    if (found.total === 0 && centre?.read)
      found = this.#find(request, reading, { ...centre, radiusM: undefined }, now);
    return {
      ...found,
      reading,
      engine: 'embedded',
      indexVersion: this.indexVersion,
      degraded: false,
      tookMs: performance.now() - began,
    };
  }

  #find(
    request: SearchRequest,
    reading: Reading,
    centre: Centre | undefined,
    now: Date,
  ): Pick<SearchAnswer, 'hits' | 'total' | 'facets' | 'ids'> {
    const sifter = new Sifter(this.#table, request.filters, request.facets);
    const t = this.#table;
    const kept = this.#candidates(request, reading, centre, now).filter(
      (c) => inBox(t, c.n, request.bbox) && inCircle(t, c.n, centre) && sifter.take(c.n),
    );
    const order = new Order(t, this.#soonest, sortOf(request, reading), centre, now);
    const ordered = kept.map((c) => order.of(c));
    const perPage = Math.min(Math.max(1, request.perPage), MAX_PER_PAGE);
    const from = (Math.max(1, request.page) - 1) * perPage;
    const hits = top(ordered, from + perPage, byOrder).slice(from);
    return {
      hits: hits.map((o) => this.#hit(o, request)),
      total: kept.length,
      facets: sifter.facets(),
      ...(request.ids && { ids: ordered.slice(0, MAX_IDS).map((o) => o.id) }),
    };
  }

  /** Listings that answer the words, each with its score; all of them where nothing was typed. */
  #candidates(request: SearchRequest, reading: Reading, centre: Centre | undefined, now: Date): Scored[] {
    const all = () => Array.from({ length: this.#table.count }, (_, n) => ({ n, score: 0 }));
    if (request.q.trim() === '') return all();
    if (reading.words.length === 0 && reading.needs.length === 0) return reading.place ? all() : [];
    const typing = /[\p{L}\p{N}]$/u.test(request.q);
    const text = this.#terms.match(reading.words, typing);
    const expanded = this.#terms.match(reading.expandedWith, false);
    const today = Date.parse(londonDate(now)) / DAY_MS;
    const { topics } = this.#table.facets;
    const topicSets = topics.sets
      .map((set) => set.map((v) => topics.values[v]))
      .map((s) => s.filter(isTopic));
    const needed = topicSets.map((set) => reading.needs.some((need) => set.includes(need.topic)));
    const out: Scored[] = [];
    for (let n = 0; n < this.#table.count; n++) {
      const set = topics.of[n] ?? 0;
      if (text.words[n] === 0 && !needed[set]) continue;
      const evidence: Evidence = {
        text: text.text[n] ?? 0,
        share: text.share[n] ?? 0,
        words: text.words[n] ?? 0,
        expanded: expanded.text[n] ?? 0,
        topics: topicSets[set] ?? [],
        paused: this.#table.paused[n] ?? false,
        overdue: (this.#table.due[n] ?? 0) < today,
      };
      if (!relevantEnough(evidence, reading.needs)) continue;
      if (centre) evidence.metres = metresAway(this.#table, n, centre);
      out.push({ n, score: scoreOf(evidence, reading.needs) });
    }
    return out;
  }

  #hit(o: Ordered, request: SearchRequest): Hit {
    const m = request.near ? this.#table.metres(o.n, request.near) : undefined;
    return { id: o.id, score: o.score, ...(m !== undefined && { distanceM: Math.round(m) }) };
  }
}

const isTopic = (v: string | undefined): v is TopicId => v !== undefined;
