import { shardOf } from '#lib/shard.ts';
import { CODE_FILES, type EmbedFile, type EmbedRow } from './rows.ts';

/** What an editor asked for, from the attributes of the element. */
export interface Asked {
  need?: string | undefined;
  place?: string | undefined;
  codes: string[];
  /** 1 to 20. */
  limit: number;
}

const MOST_SHOWN = 20;
const USUAL = 5;

/** Reads the attributes; what cannot be right falls back to what is usual. */
export function askedFor(attribute: (name: string) => string | null): Asked {
  const id = (name: string) => /^[a-z0-9-]+$/.exec(attribute(name)?.trim().toLowerCase() ?? '')?.[0];
  const codes = (attribute('codes') ?? '').toLowerCase().match(/[a-hjkmnp-z2-9]{4,6}/g) ?? [];
  const limit = Math.round(Number(attribute('limit') ?? USUAL));
  return {
    need: id('need'),
    place: id('place'),
    codes: [...new Set(codes)].slice(0, MOST_SHOWN),
    limit: limit >= 1 && limit <= MOST_SHOWN ? limit : USUAL,
  };
}

/** The files to fetch, as paths on the site. A place's file is the smaller one where both are asked for. */
export function filesFor({ need, place, codes }: Asked): string[] {
  if (codes.length > 0) return [...new Set(codes.map((c) => `/embed/codes/${shardOf(c, CODE_FILES)}.json`))];
  // A whole area has too much to sift here, so each of its needs has a file.
  if (place?.startsWith('area-') && need) return [`/embed/needs/${need}/${place}.json`];
  if (place) return [`/embed/places/${place}.json`];
  return need ? [`/embed/needs/${need}.json`] : [];
}

/** The rows to show of what was fetched. */
export function pick(files: readonly EmbedFile[], { need, codes, limit }: Asked): EmbedRow[] {
  const rows = files.flatMap((f) => f.rows);
  if (codes.length > 0) return codes.flatMap((c) => rows.find((r) => r.code === c) ?? []);
  return rows.filter((r) => !need || r.needs.includes(need)).slice(0, limit);
}
