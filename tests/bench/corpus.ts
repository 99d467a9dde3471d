import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Asset, asset as assetSchema } from '#schemas/asset.ts';
import type { Place } from '#schemas/place.ts';
import type { Content } from '#schemas/read.ts';
import { ACCESS_FEATURES, AUDIENCES, FORMATS, WEEKDAYS } from '#schemas/values.ts';
import common from '#search/analyse/data/common-words.json' with { type: 'json' };

/**
 * Invented listings for benchmarks, in the words of the demonstration content: each takes its need, kind and
 * activities from one real listing, its sentences from several of the same need, and its venue, times, people and a
 * few words of its own from chance. The same `n` and `seed` give the same listings.
 */

/** A source of chance that can be run again (mulberry32). */
export function chance(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Dice {
  readonly roll: () => number;
  constructor(seed: number) {
    this.roll = chance(seed);
  }
  below = (n: number) => Math.floor(this.roll() * n);
  pick<T>(from: readonly T[]): T {
    const one = from[this.below(from.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  }
  some<T>(from: readonly T[], p: number): T[] {
    return from.filter(() => this.roll() < p);
  }
  is = (p: number) => this.roll() < p;
}

const SYLLABLES =
  'bar cal den el far gil hol kin lar mor nel or pen rud sal tam ul var wen yar thorn brook stead ley ford wick by ton ham'.split(
    ' ',
  );
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const WORDS = common.words.split(' ');
const capital = (s: string) => s.charAt(0).toUpperCase() + s.slice(1);

/** A code of six characters, a different one for each number. */
function codeOf(n: number): string {
  let code = '';
  for (let rest = n + 1, i = 0; i < 6; i++, rest = Math.floor(rest / ALPHABET.length))
    code = (ALPHABET[rest % ALPHABET.length] ?? 'a') + code;
  return code;
}

const sentencesOf = (a: Asset) => a.description.split(/(?<=[.!?])\s+/).filter((s) => s.length > 10);

function sessionsFor(d: Dice): Record<string, unknown>[] {
  const hour = 9 + d.below(11);
  const start = `${String(hour).padStart(2, '0')}:${d.pick(['00', '15', '30'])}`;
  const end = `${String(hour + 1 + d.below(2)).padStart(2, '0')}:45`;
  const usual = { start, end, termTime: d.is(0.15), bankHolidays: d.pick(['runs', 'off', 'unknown']) };
  const day = d.pick(WEEKDAYS.slice(0, d.is(0.85) ? 5 : 7));
  const kind = d.roll();
  if (kind < 0.75) return [{ repeats: 'weekly', day, ...usual }];
  if (kind < 0.85) return [{ repeats: 'fortnightly', first: `2026-09-${10 + d.below(18)}`, ...usual }];
  return [{ repeats: 'monthly', week: d.pick([1, 2, 3, 4, 'last']), day, ...usual }];
}

function whereFor(d: Dice, place: Place, venue: string) {
  const kind = d.roll();
  if (kind < 0.1)
    return {
      formats: ['phone', 'online']
        .filter(() => d.is(0.8))
        .concat('phone')
        .slice(0, 1),
      serviceArea: { areas: [place.area] },
    };
  const location = {
    name: venue,
    address: `${1 + d.below(200)} ${venue.split(' ')[0]} Street`,
    lat: Math.round((place.lat + (d.roll() - 0.5) * 0.024) * 1e6) / 1e6,
    lng: Math.round((place.lng + (d.roll() - 0.5) * 0.04) * 1e6) / 1e6,
    place: place.id,
  };
  return { formats: ['in-person', ...d.some(FORMATS.slice(1), 0.08)], locations: [location] };
}

function one(n: number, d: Dice, base: readonly Asset[], byTopic: Map<string, Asset[]>, content: Content) {
  const from = d.pick(base);
  const like = byTopic.get(from.topics[0] ?? '') ?? base;
  const place = d.pick(content.places);
  const word = capital(d.pick(SYLLABLES) + d.pick(SYLLABLES) + (d.is(0.5) ? d.pick(SYLLABLES) : ''));
  const venue = `${word} ${d.pick(['Hall', 'Centre', 'Church', 'Library', 'House', 'Club', 'Rooms'])}`;
  const activity = d.pick([...from.activities, from.kind]);
  const name = d.pick([
    `${capital(activity)}, ${place.name}`,
    `${word} ${from.kind}`,
    `${place.name} ${activity}`,
    `${word} ${activity}`,
  ]);
  const own = Array.from({ length: 4 }, () => WORDS[Math.floor(d.roll() ** 2 * WORDS.length)] ?? '');
  const description = [
    ...Array.from({ length: 3 + d.below(3) }, () => d.pick(sentencesOf(d.pick(like)).concat(from.summary))),
    ...(d.is(0.5) ? [d.pick(sentencesOf(d.pick(base)).concat(from.summary))] : []),
    `People also come for ${own[0]} and ${own[1]}, or to talk about ${own[2]} and ${own[3]}.`,
  ].join(' ');
  const month = 1 + d.below(10);
  const data = {
    name: name.slice(0, 100),
    kind: from.kind,
    code: codeOf(n),
    summary: d.pick(like).summary,
    organisation: d.pick(content.organisations).id,
    topics: [...new Set([...from.topics.slice(0, 1), ...d.some(d.pick(like).topics, 0.7)])].slice(0, 4),
    activities: [...new Set([activity, ...d.some(d.pick(like).activities, 0.5)])],
    status: d.is(0.02) ? 'paused' : 'active',
    statusReason: 'The hall is being mended.',
    ...whereFor(d, place, venue),
    ...(d.is(0.85) && { sessions: sessionsFor(d) }),
    cost: d.pick([
      { type: 'free' },
      { type: 'free' },
      { type: 'donation' },
      { type: 'amount', amount: 3 },
      { type: 'unknown' },
    ]),
    ...(d.is(0.5) && {
      ages: d.pick([{ min: 18 }, { min: 50 }, { min: 11, max: 18 }, { max: 5 }, { min: 16 }]),
    }),
    audience: d.some(AUDIENCES, 0.06),
    joining: { how: d.pick(['drop-in', 'book', 'self-refer']) },
    access: Object.fromEntries(
      ACCESS_FEATURES.map((f) => [f, d.pick(['yes', 'yes', 'partly', 'no', 'unknown'])]),
    ),
    languages: d.is(0.08) ? [d.pick(['pl', 'ar', 'ur', 'ro', 'fa'])] : [],
    contact: { phone: '01632 960000' },
    checked: { date: `2026-${String(month).padStart(2, '0')}-${10 + d.below(18)}`, by: 'link worker' },
    reviewMonths: d.pick([3, 6, 6, 12]),
    demonstration: true,
  };
  return { data, description, id: `${slugOf(name)}-${codeOf(n).slice(-4)}` };
}

const slugOf = (name: string) =>
  name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

interface Made {
  id: string;
  data: Record<string, unknown>;
  description: string;
}

function make(n: number, seed: number, content: Content): Made[] {
  const d = new Dice(seed);
  const base = content.assets.filter((a) => a.status === 'active' && a.description !== '');
  const byTopic = new Map<string, Asset[]>();
  for (const a of base) byTopic.set(a.topics[0] ?? '', [...(byTopic.get(a.topics[0] ?? '') ?? []), a]);
  return Array.from({ length: n }, (_, i) => one(i, d, base, byTopic, content));
}

/** `n` invented listings in the words of `content`, as they would be read from files. */
export function makeAssets(n: number, seed: number, content: Content): Asset[] {
  return make(n, seed, content).map(({ id, data, description }) => ({
    ...assetSchema.parse(data),
    id,
    description,
  }));
}

/** Writes `n` invented listings as files of a content folder's `assets`. */
export async function writeAssets(n: number, seed: number, content: Content, dir: string): Promise<void> {
  const folder = join(dir, 'assets');
  await mkdir(folder, { recursive: true });
  for (const { id, data, description } of make(n, seed, content))
    await writeFile(join(folder, `${id}.md`), `---\n${stringify(data)}---\n\n${description}\n`);
}
