import { parsePhone } from '#lib/phone.ts';
import type { Asset, Location } from '#schemas/asset.ts';
import type { CardView } from '#ui/card/Card.tsx';

/** A number as a link and as a person reads it. */
export interface Number {
  href: string;
  text: string;
}

/** Another listing to try, where one has stopped. */
export interface NearEntry {
  id: string;
  code: string;
  name: string;
  kind: string;
  where: string;
  when: string;
}

/**
 * What a list shows and hands over of one listing, as the files `/list/cards/<n>.json` hold it. Closed listings are
 * there too, so that a list can say that they have closed. Made from public listings only: no hidden address.
 */
export interface ListEntry {
  card: CardView;
  status: Asset['status'];
  /** Shared under a neutral name. */
  discreet: boolean;
  /** Where to go: "Shuttle Lane Hall, Shuttle Lane, Tyldesley, M29 8AA". */
  address?: string | undefined;
  /** The bus stop, the door. */
  getting?: string | undefined;
  /** Who to ask for. */
  who?: string | undefined;
  phone?: Number | undefined;
  text?: Number | undefined;
  email?: string | undefined;
  hours?: string | undefined;
  /** The first thing to do: "Phone or text Bev". */
  first?: string | undefined;
  /** "by a link worker" */
  checkedBy: string;
  /** Area of site.yaml, for the team's number. */
  area?: string | undefined;
  near?: NearEntry[] | undefined;
  /** The board as the build wrote it, kept where the browser has made it current: opening hours, for paper and texts. */
  asBuilt?: string[] | undefined;
}

const number = (written: string | undefined): Number | undefined =>
  written ? (parsePhone(written) ?? undefined) : undefined;

function addressOf(location: Location | undefined): string | undefined {
  if (!location || location.sensitive) return undefined;
  return [location.name, location.address, location.postcode].filter(Boolean).join(', ');
}

/** "by a link worker", "by the group". */
export const byWords = (by: string) => `by ${/^(the|a|an) |^waymark/i.test(by) ? by : `a ${by}`}`;

/** The entry of a public listing. `area` is where its team is; `near` what to offer where it does not run. */
export function entryOf(
  asset: Asset,
  card: CardView,
  more: { area?: string | undefined; near?: NearEntry[] },
): ListEntry {
  const [location] = asset.locations;
  const { contact } = asset;
  const closed =
    asset.status === 'closed' && asset.statusReason ? { ...card, warning: asset.statusReason } : card;
  return {
    card: closed,
    status: asset.status,
    discreet: asset.discreet,
    address: addressOf(location),
    getting: location?.sensitive ? undefined : location?.gettingThere,
    who: contact.name,
    phone: number(contact.phone),
    text: number(contact.text),
    email: contact.email,
    hours: contact.hours,
    first: asset.joining.steps[0]?.do,
    checkedBy: byWords(asset.checked.by),
    area: more.area,
    near: more.near?.length ? more.near : undefined,
  };
}

/** When a listing was last checked and by whom, as a leaflet says it. */
export const checkedWords = (entry: ListEntry) => `${entry.card.checked} ${entry.checkedBy}`;
