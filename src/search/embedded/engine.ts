import { londonDate } from '#lib/dates.ts';
import type { TopicId } from '#schemas/topic.ts';
import type { Analyser } from '#search/analyse/analyse.ts';
import {
  type Hit,
  MAX_PER_PAGE,
  type Point,
  type Reading,
  type SearchAnswer,
  type SearchEngine,
  type SearchRequest,
} from '#search/contract.ts';
import type { IndexFile } from '#search/embedded/format.ts';
import { byOrder, type Ordered, top } from '#search/embedded/order.ts';
import { Sifter } from '#search/embedded/sift.ts';
import { Table } from '#search/embedded/table.ts';
import { Terms } from '#search/embedded/terms.ts';
import { type Evidence, relevantEnough, scoreOf } from '#search/score.ts';
import { Soonest } from '#search/soonest.ts';

const DAY_MS = 86_400_000;

/** Where the search is centred, and whether that was asked for or read in the words. */
interface Centre extends Point {
  radiusM?: number | undefined;
  read: boolean;
  /** For each combination of places a listing can have: whether it reaches the place nearest to the centre. */
  covers: boolean[];
}

/** A listing that reaches a place from a venue elsewhere is about as good as one this near. */
const COVERED_M = 2000;
/** One that neither meets nor reaches there counts as this far off. */
const ELSEWHERE_M = 50_000;

/** A listing that answers the words, before filters. */
interface Candidate {
  n: number;
  score: number;
}

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
    const centre = this.#centre(request, reading);
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
    const inReach = this.#reach(request, centre);
    const kept = this.#candidates(request, reading, centre, now).filter(
      (c) => inReach(c.n) && sifter.take(c.n),
    );
    const ordered = this.#order(request, reading, centre, now, kept);
    const perPage = Math.min(Math.max(1, request.perPage), MAX_PER_PAGE);
    const from = (Math.max(1, request.page) - 1) * perPage;
    const hits = top(ordered, from + perPage, byOrder).slice(from);
    return {
      hits: hits.map((o) => this.#hit(o, request)),
      total: kept.length,
      facets: sifter.facets(),
      ...(request.ids && { ids: ordered.map((o) => o.id) }),
    };
  }

  /** Listings that answer the words, each with its score; all of them where nothing was typed. */
  #candidates(request: SearchRequest, reading: Reading, centre: Centre | undefined, now: Date): Candidate[] {
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
    const out: Candidate[] = [];
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
      if (centre) evidence.metres = this.#metresAway(n, centre);
      out.push({ n, score: scoreOf(evidence, reading.needs) });
    }
    return out;
  }

  /** Whether a listing lies in the rectangle, and in the circle or reaches its middle without a venue. */
  #reach(request: SearchRequest, centre: Centre | undefined): (n: number) => boolean {
    const { bbox } = request;
    const inBox = (p: Point) =>
      !bbox || (p.lat >= bbox[0] && p.lng >= bbox[1] && p.lat <= bbox[2] && p.lng <= bbox[3]);
    const radius = centre?.radiusM;
    return (n) => {
      if (bbox && !this.#table.points(n).some(inBox)) return false;
      if (!centre || radius === undefined) return true;
      if (this.#covered(n, centre)) return true;
      const m = this.#table.metres(n, centre);
      return m !== undefined && m <= radius;
    };
  }

  #covered(n: number, centre: Centre): boolean {
    return centre.covers[this.#table.facets.places.of[n] ?? 0] ?? false;
  }

  /** How far off a listing counts as when it is scored. */
  #metresAway(n: number, centre: Centre): number {
    const m = this.#table.metres(n, centre);
    if (this.#covered(n, centre)) return Math.min(m ?? 0, COVERED_M);
    return m ?? ELSEWHERE_M;
  }

  #centre(request: SearchRequest, reading: Reading): Centre | undefined {
    const point = request.near ?? reading.place;
    if (!point) return undefined;
    const { lat, lng, radiusM } = point;
    const place = this.#table.nearestPlace(point);
    const covers = place === undefined ? [] : this.#table.passes('places', [place]);
    return { lat, lng, radiusM, read: !request.near, covers };
  }

  /** Gives every kept listing its keys in the order asked for. The last key is always the id. */
  #order(
    request: SearchRequest,
    reading: Reading,
    centre: Centre | undefined,
    now: Date,
    kept: readonly Candidate[],
  ): Ordered[] {
    const t = this.#table;
    const placeOnly = reading.words.length === 0 && reading.needs.length === 0 && reading.place;
    const sort = request.sort === 'relevance' && placeOnly ? 'distance' : request.sort;
    const starts = new Map<number, number>();
    const start = (n: number) => {
      const s = t.scheduleNo(n);
      const known = starts.get(s) ?? this.#soonest.nextStart(t.schedule(n), now);
      starts.set(s, known);
      return known;
    };
    const key = (c: Candidate): number[] => {
      const paused = t.paused[c.n] ? 1 : 0;
      if (sort === 'soonest') return [paused, start(c.n), -c.score];
      if (sort === 'distance' && centre)
        return [t.metres(c.n, centre) ?? Number.POSITIVE_INFINITY, paused, -c.score];
      if (sort === 'relevance' && c.score > 0) return [-c.score];
      return [paused, -(t.checked[c.n] ?? 0), -c.score];
    };
    return kept.map((c) => ({ n: c.n, id: t.ids[c.n] ?? '', score: c.score, key: key(c) }));
  }

  #hit(o: Ordered, request: SearchRequest): Hit {
    const m = request.near ? this.#table.metres(o.n, request.near) : undefined;
    return { id: o.id, score: o.score, ...(m !== undefined && { distanceM: Math.round(m) }) };
  }
}

const isTopic = (v: string | undefined): v is TopicId => v !== undefined;
