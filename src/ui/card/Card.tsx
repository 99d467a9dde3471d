import type { PackedSchedule } from '#lib/schedule/pack.ts';
import { Icon } from '../icon/Icon.tsx';
import { Plaque } from '../mark/Plaque.tsx';

/** What a card shows of one listing, ready in words. Made once, used by pages, the find page and the server. */
export interface CardView {
  id: string;
  code: string;
  name: string;
  kind: string;
  /** Need ids, the main one first. */
  topics: string[];
  what: string;
  /** The yellow board: when next. `off` where there is no sure date; then it loses its colour and its point. */
  board: { lines: string[]; off: boolean };
  /** The rule in words: "Every Tuesday. Not on bank holidays." */
  rule?: string | undefined;
  /** The session rules, for the browser to make the board current: see lib/schedule. */
  schedule?: PackedSchedule | undefined;
  /** "As of …": on dates that age, until the browser makes them current. */
  asOf?: string | undefined;
  where: string;
  whereMore?: string | undefined;
  /** Degrees WGS 84; never there for a hidden address. */
  point?: { lat: number; lng: number } | undefined;
  cost: string;
  costMore?: string | undefined;
  join: string;
  joinMore?: string | undefined;
  /** A warning that must be read before going: late for a check, paused. */
  warning?: string | undefined;
  checked: string;
  late: boolean;
  demonstration: boolean;
}

interface Props {
  card: CardView;
  /** Heading level of the name: 2 or 3. */
  level?: 2 | 3;
  /** "0.4 miles away in a straight line", where the person gave a place. */
  distance?: string | undefined;
}

function Fact({
  icon,
  label,
  value,
  more,
}: {
  icon: string;
  label: string;
  value: string;
  more?: string | undefined;
}) {
  return (
    <div>
      <Icon name={icon} />
      <dt>{label}</dt>
      <dd>
        {value}
        {more && <span>{more}</span>}
      </dd>
    </div>
  );
}

/** The yellow board and, under it, the rule in words. The browser rewrites both from `data-schedule`. */
function When({ card }: { card: CardView }) {
  return (
    <div class="when" data-schedule={card.schedule ? JSON.stringify(card.schedule) : undefined}>
      <p class={card.board.off ? 'board board-off' : 'board'}>
        {card.board.lines.map((line, i) => (
          <>
            {i > 0 && <br />}
            {line}
          </>
        ))}
      </p>
      {card.rule && <p class="rule small soft">{card.rule}</p>}
      {card.asOf && <p class="as-of small soft">{card.asOf}</p>}
    </div>
  );
}

/**
 * "Add to my list", and the way there once it is on it. Shown only where scripts run; features/shortlist does the work
 * for every button with `data-add`, also for those drawn later.
 */
function Add({ card: { code, name } }: { card: CardView }) {
  return (
    <div class="card-add js-only">
      <button type="button" class="btn add" data-add={code} data-name={name} aria-pressed="false">
        <span class="off">
          <Icon name="plus" />
          Add to my list
        </span>
        <span class="on">
          <Icon name="tick" />
          On my list
        </span>
        <span class="vh">: {name}</span>
      </button>
      <a class="see-list" href="/list/">
        See my list
      </a>
    </div>
  );
}

/** One listing in a list. The name is the only link; everything else is there to be read. */
export function Card({ card, level = 3, distance }: Props) {
  const Heading = `h${level}` as const;
  return (
    <article class="card" id={`card-${card.id}`} data-id={card.id}>
      <div class="card-top">
        <span class="plaques">
          <Plaque need={card.topics[0] ?? 'loneliness'} />
        </span>
        <div>
          <p class="kind">{card.kind}</p>
          <Heading class="card-name">
            <a href={`/assets/${card.id}/`}>{card.name}</a>
          </Heading>
        </div>
      </div>
      <div class="card-body">
        <div>
          <p class="what">{card.what}</p>
          <When card={card} />
          {card.warning && (
            <p class="note note-s">
              <Icon name="care" />
              <span>{card.warning}</span>
            </p>
          )}
        </div>
        <dl class="facts">
          <Fact icon="pin" label="Where" value={card.where} more={distance ?? card.whereMore} />
          <Fact icon="pound" label="Cost" value={card.cost} more={card.costMore} />
          <Fact icon="door" label="To join" value={card.join} more={card.joinMore} />
        </dl>
      </div>
      <div class="card-foot">
        <p class="checked">
          <Icon name={card.late ? 'clock' : 'tick'} />
          <span>
            {card.checked}
            {card.demonstration && (
              <>
                <br />
                <span class="soft">Demonstration listing</span>
              </>
            )}
          </span>
        </p>
        <Add card={card} />
      </div>
    </article>
  );
}
