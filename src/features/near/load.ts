import { patience } from '#lib/patience.ts';
import type { NearData } from '#lib/postcodes/look-up.ts';
import { type Outcode, unpackOutcode } from '#lib/postcodes/outcode-file.ts';

/** Gives an outcode's postcodes; rejects where the file cannot be had or is not what it should be. */
export type LoadOutcode = (code: string) => Promise<Outcode>;

/** A file that hangs is given up on after this long, in milliseconds: the middle of the outcode will do. */
const PATIENCE = 4000;
const FOLDER = '/postcodes/';

async function getJson(get: typeof fetch, file: string): Promise<unknown> {
  const reply = await get(`${FOLDER}${file}.json`, { signal: patience(PATIENCE) });
  if (!reply.ok) throw new Error(`${file}: ${reply.status}`);
  return reply.json();
}

/** Fetches outcode files, each once; one that failed is asked for again the next time. */
export function outcodeLoader(get: typeof fetch = (...args) => fetch(...args)): LoadOutcode {
  const kept = new Map<string, Promise<Outcode>>();
  return (code) => {
    const before = kept.get(code);
    if (before) return before;
    const coming = getJson(get, code).then((value) => {
      const outcode = unpackOutcode(value, code);
      if (!outcode) throw new Error(`${code}: the file is damaged`);
      return outcode;
    });
    kept.set(code, coming);
    coming.catch(() => kept.delete(code));
    return coming;
  };
}

const isNearData = (v: unknown): v is NearData =>
  typeof v === 'object' &&
  v !== null &&
  ['places', 'outcodes', 'areas'].every((key) => Array.isArray(Reflect.get(v, key)));

/** Fetches the places and outcodes of this deployment. Rejects where it cannot be had. */
export async function loadNearData(get: typeof fetch = (...args) => fetch(...args)): Promise<NearData> {
  const value = await getJson(get, 'index');
  if (!isNearData(value)) throw new Error('The list of places is damaged');
  return value;
}
