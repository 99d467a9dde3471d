import { freshness } from '#lib/freshness.ts';
import type { Asset } from '#schemas/asset.ts';
import type { CardView } from '#ui/card/Card.tsx';
import { type Catalogue, catalogue } from './catalogue.ts';
import { checkedWords, costWords, FORMAT_WORDS, joinWords } from './facts.ts';
import { whenOf } from './when.ts';

/** Where it is in one line, and a second: "Shuttle Lane Hall, Tyldesley"; "By phone" for what has no door. */
function whereWords(asset: Asset, all: Catalogue): { where: string; more?: string | undefined } {
  const [first, ...others] = asset.locations;
  if (!first) {
    const formats = asset.formats.filter((f) => f !== 'in-person').map((f) => FORMAT_WORDS[f]);
    return { where: formats.join(', or ') || 'Out and about', more: reachWords(asset, all) };
  }
  const place = all.place(first.place).name;
  const name = first.name.includes(place) ? first.name : `${first.name}, ${place}`;
  if (first.sensitive) return { where: place, more: 'The address is kept private' };
  return { where: name, more: others.length > 0 ? `and ${others.length} more` : undefined };
}

/** Whom it reaches without a venue: "Across Wigan Borough", "Anywhere in the UK". */
export function reachWords(asset: Asset, all: Catalogue): string | undefined {
  const reach = asset.serviceArea;
  if (!reach) return undefined;
  if (reach.note) return reach.note;
  if (reach.national) return 'Anywhere in the UK';
  const names = [
    ...reach.areas.map((id) => all.area(id).name),
    ...reach.places.map((id) => all.place(id).name),
  ];
  return names.length > 0 ? `Across ${names.join(', ')}` : undefined;
}

/** Why someone should ring before going, if they should. */
function warningOf(asset: Asset, late: boolean): string | undefined {
  const phone = asset.contact.phone ?? asset.contact.text;
  if (asset.status === 'paused') return asset.statusReason;
  if (late)
    return phone
      ? `This page is late for a check. Phone ${phone} before you go.`
      : 'This page is late for a check. Get in touch before you go.';
  return undefined;
}

/** A second line that fits a card; longer ones stand on the listing's own page. */
const short = (line: string | undefined) => (line && line.length <= 60 ? line : undefined);

/** The card of a listing, in words, as known on the day of the build. */
export function cardOf(asset: Asset, all: Catalogue): CardView {
  const fresh = freshness(asset.checked.date, asset.reviewMonths, all.today);
  const late = fresh.state === 'late';
  const where = whereWords(asset, all);
  const join = joinWords(asset);
  const first = asset.locations.find((l) => l.lat !== undefined && l.lng !== undefined);
  const { board, shortRule, schedule, asOf } = whenOf(asset, all);
  return {
    id: asset.id,
    code: asset.code,
    name: asset.name,
    kind: asset.kind,
    topics: asset.topics,
    what: asset.summary,
    board,
    rule: shortRule,
    schedule,
    asOf,
    where: where.where,
    whereMore: where.more,
    point:
      first?.lat !== undefined && first.lng !== undefined ? { lat: first.lat, lng: first.lng } : undefined,
    cost: costWords(asset.cost),
    costMore: short(asset.cost.note),
    join: join.join,
    joinMore: short(join.more),
    warning: warningOf(asset, late),
    checked: checkedWords(asset.checked, late),
    late: late || !asset.checked.confirmed,
    demonstration: asset.demonstration,
  };
}

const made = new Map<string, CardView>();

/** The card of a listing by id, made once a build. */
export async function cardFor(asset: Asset): Promise<CardView> {
  const found = made.get(asset.id);
  if (found) return found;
  const card = cardOf(asset, await catalogue());
  made.set(asset.id, card);
  return card;
}

/** Paused after active, late after checked; otherwise the order given. For lists that are not search results. */
export function bestFirst(assets: Asset[], today: string): Asset[] {
  const rank = (a: Asset) =>
    (a.status === 'active' ? 0 : 2) +
    (freshness(a.checked.date, a.reviewMonths, today).state === 'late' ? 1 : 0);
  return assets
    .map((asset) => ({ asset, rank: rank(asset) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ asset }) => asset);
}
