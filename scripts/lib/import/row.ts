import { metresBetween } from '#lib/geo.ts';
import { parsePhone } from '#lib/phone.ts';
import { sentence } from '#lib/text.ts';
import { asset } from '#schemas/asset.ts';
import { suggestion } from '#schemas/check/files.ts';
import type { Place } from '#schemas/place.ts';
import { problemsOf } from '#schemas/problem.ts';
import { readAddress } from './address.ts';
import type { ImportMap } from './map.ts';
import { hoursOf, isOpenDoor, readTimes, sessionsOf } from './times.ts';

export type Row = Record<string, string>;

/** How well the opening times of a row were understood. */
export type Understood = 'all' | 'some' | 'none' | 'blank';

export interface Draft {
  name: string;
  /** Front matter, without id and code. */
  data: Record<string, unknown>;
  body: string;
  organisation: Record<string, unknown> & { name: string };
  place: string;
  times: Understood;
  /** What was kept word for word instead of in a field, and why. */
  notes: string[];
}

export type Result = { draft: Draft } | { refused: string };

const METRES_A_KM = 1000;

/** Text without tags and entities, for fields that take plain words. */
export function plainText(text: string): string {
  return text
    .replace(/<br\s*\/?>|<\/p>/gi, '\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&(?:#39|apos|rsquo);/g, '’')
    .replace(/&quot;/g, '"')
    .replace(/&(?:ndash|mdash);/g, '–')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

const oneLine = (text: string) => plainText(text).replace(/\s*\n\s*/g, ' ');

/** Puts values where a template names them: "A warm space in {place}". */
function fill(value: unknown, values: Record<string, string>): unknown {
  if (typeof value === 'string')
    return value.replace(/\{([^{}]+)\}/g, (all, key: string) => values[key.trim()] ?? all);
  if (Array.isArray(value)) return value.map((v) => fill(v, values));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, fill(v, values)]));
  return value;
}

const isObject = (v: unknown): v is Record<string, unknown> =>
  v !== null && typeof v === 'object' && !Array.isArray(v);

/** Lays `more` over `base`: objects are joined, lists of topics too, all else replaced. */
function lay(base: Record<string, unknown>, more: Record<string, unknown>): Record<string, unknown> {
  const out = { ...base };
  for (const [key, value] of Object.entries(more)) {
    const old = out[key];
    if (isObject(old) && isObject(value) && key !== 'cost') out[key] = lay(old, value);
    else if (key === 'topics' && Array.isArray(old) && Array.isArray(value))
      out[key] = [...new Set([...old, ...value])].slice(0, 6);
    else out[key] = value;
  }
  return out;
}

function nearestPlace(point: { lat: number; lng: number }, places: readonly Place[]) {
  let best: { place: Place; metres: number } | undefined;
  for (const place of places) {
    const metres = metresBetween(point, place);
    if (!best || metres < best.metres) best = { place, metres };
  }
  return best;
}

/** First sentence of a description, where it is one that can stand alone in 160 characters. */
function firstSentence(description: string): string | undefined {
  const first = /^(.{25,158}?[.!?])(?:\s|$)/.exec(oneLine(description))?.[1];
  return first && /[a-z]/.test(first) && !/^(?:please|\(|open)/i.test(first) ? sentence(first) : undefined;
}

function timesOf(written: string, data: Record<string, unknown>, notes: string[]): Understood {
  if (written === '') return 'blank';
  const times = readTimes(written);
  const door = isOpenDoor(times.rules) && !times.termTime;
  data['openingHours'] = door ? hoursOf(times.rules) : [];
  data['sessions'] = sessionsOf(times, door);
  if (times.byAppointment) data['byAppointment'] = true;
  if (times.left.length > 0) notes.push(`times as written: ${times.left.join('; ')}`);
  if (times.rules.length === 0 && !times.byAppointment) return 'none';
  return times.left.length > 0 ? 'some' : 'all';
}

/** A way to get in touch goes in only where it can be one; what cannot is kept in the notes. */
function contactOf(row: Row, map: ImportMap, notes: string[]): Record<string, string> {
  const contact: Record<string, string> = {};
  const { phone, email, url } = map.columns;
  const give = (key: string, from: string | undefined, good: (s: string) => boolean) => {
    const written = from ? (row[from] ?? '').trim() : '';
    if (written === '') return;
    if (good(written)) contact[key] = written;
    else notes.push(`${key} as written: ${written}`);
  };
  give('phone', phone, (s) => parsePhone(s) !== null);
  give('email', email, (s) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(s));
  give('url', url, (s) => URL.canParse(s) && /^https?:/.test(s));
  return contact;
}

/** True where a word of the text begins so: "pantr" is in "the pantry". */
const startsWord = (start: string, text: string) =>
  ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')}`.includes(` ${start.toLowerCase()}`);

/** Everything of the map that a row calls for, laid over each other. */
function chosen(row: Row, map: ImportMap, words: string) {
  let data = map.asset;
  let organisation: Record<string, unknown> & { name: string } = map.organisation;
  for (const { column, values } of map.byValue) {
    const found = values[row[column] ?? ''];
    if (found?.asset) data = lay(data, found.asset);
    if (found?.organisation) organisation = { ...organisation, ...found.organisation };
  }
  for (const { words: any, asset: more } of map.byWord)
    if (any.some((w) => startsWord(w, words))) data = lay(data, more);
  return { data, organisation };
}

/** One row as a draft listing; or the reason why it cannot be one. Throws nothing. */
export function draftOf(row: Row, map: ImportMap, places: readonly Place[]): Result {
  const { columns } = map;
  const cell = (name: string | undefined) => (name ? (row[name] ?? '').trim() : '');
  const [lat, lng] = [Number(cell(columns.lat) || Number.NaN), Number(cell(columns.lng) || Number.NaN)];
  if (!Number.isFinite(lat) || !Number.isFinite(lng)) return { refused: 'has no coordinates' };
  const near = nearestPlace({ lat, lng }, places);
  if (!near || near.metres > map.maxKm * METRES_A_KM)
    return {
      refused: near
        ? `is ${Math.round(near.metres / METRES_A_KM)} km from ${near.place.name}, the nearest place. Add a place to the map, or leave it out`
        : 'is near no place: the content has none',
    };
  const notes: string[] = [];
  const address = readAddress(plainText(cell(columns.address)));
  if (address.left.length > 0) notes.push(`left out of the address: ${address.left.join(', ')}`);
  const written = oneLine(cell(columns.name));
  // A name of one or two letters is a slip of the keyboard; the building's name says more.
  const name = sentence((written.length < 3 && address.venue ? address.venue : written).slice(0, 100));
  if (name === '') return { refused: 'has no name' };
  if (name !== sentence(written)) notes.push(`name as written: ${written}`);
  const description = plainText(cell(columns.description));
  const { data: base, organisation } = chosen(row, map, `${name} ${description}`);
  const values = { ...row, name, place: near.place.name, area: near.place.area };
  const filled = fill(base, values);
  const data: Record<string, unknown> = { name, ...(isObject(filled) ? filled : {}) };
  data['summary'] ??= firstSentence(description) ?? fill(map.summary, values);
  const postcode = address.postcode ?? (cell(columns.postcode) || undefined);
  data['locations'] = [
    {
      name: (address.venue ?? name).slice(0, 120),
      ...(address.street && { address: address.street.slice(0, 200) }),
      ...(postcode && { postcode }),
      lat,
      lng,
      place: near.place.id,
    },
  ];
  const times = timesOf(oneLine(cell(columns.times)), data, notes);
  if (times === 'blank' || times === 'none')
    data['timesNote'] ??= 'The times are not known. Check before you go.';
  else if (times === 'some') data['timesNote'] ??= 'There may be other times too. Check before you go.';
  data['contact'] = { ...(isObject(data['contact']) ? data['contact'] : {}), ...contactOf(row, map, notes) };
  data['organisation'] = suggestion(organisation.name);
  const failed = asset.safeParse({ ...data, code: 'aaaa' }, { reportInput: true });
  if (!failed.success)
    return {
      refused: problemsOf('', failed.error)
        .map((p) => `${p.field} ${p.message}`)
        .join('; '),
    };
  // What the address lost helps nobody who reads the page; it stands in imported.csv.
  const said = notes.filter((n) => !n.startsWith('left out'));
  const body = [
    description || String(data['summary']),
    said.length > 0 && `As the list had it, ${said.join('. ')}.`,
  ];
  return {
    draft: {
      name,
      data,
      body: body.filter(Boolean).join('\n\n'),
      organisation,
      place: near.place.id,
      times,
      notes,
    },
  };
}
