import { londonDate } from '#lib/dates.ts';
import { metresAway, type Scored } from '#search/embedded/ground.ts';
import type { Known } from '#search/meilisearch/known.ts';
import type { Server } from '#search/meilisearch/pool.ts';
import type { Task } from '#search/meilisearch/task.ts';
import { type AskedWord, weightsOf } from '#search/meilisearch/words.ts';
import { type Evidence, relevantEnough, scoreOf } from '#search/score.ts';

const DAY_MS = 86_400_000;

/** For each word by number, the listings in which the server says that it found it. */
export type Sure = ReadonlyMap<number, readonly number[]>;

/** Listings to score: those that are answers anyway, and those that are if the shared rule says so. */
export interface ToScore {
  answers: readonly number[];
  perhaps: readonly number[];
  sure: Sure;
}

/** Scores listings by the shared function: what they help with from the table, their words from the server. */
export class Scoring {
  readonly #known: Known;
  readonly #task: Task;
  readonly #words: readonly AskedWord[];
  readonly #terms: readonly AskedWord[];
  readonly #today: number;

  constructor(known: Known, task: Task, words: readonly AskedWord[], terms: readonly AskedWord[]) {
    this.#known = known;
    this.#task = task;
    this.#words = words;
    this.#terms = terms;
    this.#today = Date.parse(londonDate(task.now)) / DAY_MS;
  }

  /** By what the table alone knows: need, nearness, and whether it is paused or overdue. */
  byTable(numbers: readonly number[]): Scored[] {
    return numbers.map((n) => this.#scored(n, this.#evidence(n)));
  }

  /** By everything. */
  async byAll({ answers, perhaps, sure }: ToScore, server: Server): Promise<Scored[]> {
    const { store, table } = this.#known;
    const shelf = await store.of([...answers, ...perhaps], server);
    const said = shelf.evidenceOf(this.#words, weightsOf(this.#words, table.count), sure);
    const added = shelf.evidenceOf(this.#terms, weightsOf(this.#terms, table.count));
    const evidence = (n: number): Evidence => ({
      ...this.#evidence(n),
      text: said.text[n] ?? 0,
      share: said.share[n] ?? 0,
      words: said.words[n] ?? 0,
      expanded: added.text[n] ?? 0,
    });
    const { needs } = this.#task.reading;
    const enough = perhaps.filter((n) => relevantEnough(evidence(n), needs));
    return [...answers, ...enough].map((n) => this.#scored(n, evidence(n)));
  }

  #scored(n: number, evidence: Evidence): Scored {
    const { reading, centre } = this.#task;
    if (centre) evidence.metres = metresAway(this.#known.table, n, centre);
    return { n, score: scoreOf(evidence, reading.needs) };
  }

  #evidence(n: number): Evidence {
    const { table, topicSets } = this.#known;
    return {
      text: 0,
      share: 0,
      words: 0,
      expanded: 0,
      topics: topicSets[table.facets.topics.of[n] ?? 0] ?? [],
      paused: table.paused[n] ?? false,
      overdue: (table.due[n] ?? 0) < this.#today,
    };
  }
}
