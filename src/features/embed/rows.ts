import type { PackedSchedule } from '#lib/schedule/pack.ts';
import type { Asset } from '#schemas/asset.ts';
import type { CardView } from '#ui/card/Card.tsx';

/** One listing as the files under /embed/ hold it: what a small list on another site shows, and what it is sifted by. */
export interface EmbedRow {
  id: string;
  code: string;
  name: string;
  what: string;
  /** The board in words, as known on the day of the build; `off` where there is no sure date. */
  board: string[];
  off?: 1;
  schedule?: PackedSchedule | undefined;
  rule?: string | undefined;
  where: string;
  cost: string;
  join: string;
  warning?: string | undefined;
  checked: string;
  /** Needs, places and areas it belongs to. */
  needs: string[];
  places: string[];
}

/** A file under /embed/: its heading, where to see more, and its rows, best first. */
export interface EmbedFile {
  title: string;
  /** Path on the site: "/needs/loneliness/". */
  more: string;
  site: string;
  rows: EmbedRow[];
}

/** The most rows of a file that is shown as it is: a list on another site shows twenty at most. */
export const MOST_ROWS = 24;
/** The most rows of a place's file, which the browser may sift by need. */
export const MOST_OF_PLACE = 120;
/** Files by code: how many there are is fixed, so that a script kept by a browser still finds them. */
export const CODE_FILES = 64;

/** The row of a public listing from its card. `areas` are those it reaches. */
export function embedRow(asset: Asset, card: CardView, areas: readonly string[]): EmbedRow {
  return {
    id: card.id,
    code: card.code,
    name: card.name,
    what: card.what,
    board: card.board.lines,
    ...(card.board.off && { off: 1 as const }),
    schedule: card.schedule,
    rule: card.rule,
    where: card.where,
    cost: card.cost,
    join: [card.join, card.joinMore].filter(Boolean).join(': '),
    warning: card.warning,
    checked: card.checked,
    needs: asset.topics,
    places: [
      ...new Set([
        ...asset.locations.map((l) => l.place),
        ...(asset.serviceArea?.places ?? []),
        ...areas.map((a) => `area-${a}`),
      ]),
    ],
  };
}
