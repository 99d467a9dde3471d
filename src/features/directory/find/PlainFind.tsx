import { count } from '#lib/text.ts';
import type { Sort } from '#search/contract.ts';
import { Card } from '#ui/card/Card.tsx';
import { Panel } from '#ui/crisis-panel/Panel.tsx';
import { Icon } from '#ui/icon/Icon.tsx';
import { Plaque } from '#ui/mark/Plaque.tsx';
import { awayWords } from '../facts.ts';
import type { FindData } from './data.ts';
import { groupsOf } from './Filters.tsx';
import type { Found } from './look.ts';
import { headingOf } from './Means.tsx';
import { Missed, Outage, Ring } from './Messages.tsx';
import { STEP } from './request.ts';
import { DISTANCES, type FindState } from './state.ts';

interface Props {
  state: FindState;
  data: FindData;
}

const SORTS: [Sort, string][] = [
  ['relevance', 'Best match'],
  ['soonest', 'Soonest'],
  ['distance', 'Nearest'],
  ['checked', 'Newly checked'],
];

interface PickProps {
  type: 'checkbox' | 'radio';
  name: string;
  value: string;
  label: string;
  checked: boolean;
}

function Pick({ type, name, value, label, checked }: PickProps) {
  return (
    <label class="pick">
      <input type={type} name={name} value={value} checked={checked} />
      <span>{label}</span>
    </label>
  );
}

/** The filters as plain boxes that take effect when the form is sent. */
function PlainFilters({ state, found, data }: Props & { found: Found }) {
  const { facets } = found.answer;
  const within = (miles: number) => `Within ${miles} ${miles === 1 ? 'mile' : 'miles'}`;
  return (
    <div class="filters open">
      <h3 class="h2-s">Filters</h3>
      <div class="field">
        <label for="near">Town or postcode</label>
        <input id="near" name="near" autocomplete="postal-code" maxLength={60} value={state.near} />
      </div>
      {found.near && (
        <fieldset>
          <legend>How far</legend>
          {DISTANCES.map((miles) => (
            <Pick
              key={miles}
              type="radio"
              name="within"
              value={String(miles)}
              label={within(miles)}
              checked={state.within === miles}
            />
          ))}
          <Pick
            type="radio"
            name="within"
            value="any"
            label="Any distance"
            checked={state.within === 'any'}
          />
        </fieldset>
      )}
      <fieldset>
        <legend>Order</legend>
        {SORTS.filter(([sort]) => sort !== 'distance' || found.near).map(([sort, label]) => (
          <Pick
            key={sort}
            type="radio"
            name="sort"
            value={sort}
            label={label}
            checked={state.sort === sort}
          />
        ))}
      </fieldset>
      {groupsOf(data).map(({ name, title, choices, open }) => {
        const chosen: readonly string[] = state.filters[name] ?? [];
        const shown = choices.filter((c) => (facets[name]?.[c.value] ?? 0) > 0 || chosen.includes(c.value));
        if (shown.length === 0) return null;
        return (
          <details key={name} open={open || chosen.length > 0}>
            <summary>{title}</summary>
            <fieldset>
              <legend class="vh">{title}</legend>
              {shown.map(({ value, label }) => (
                <Pick
                  key={value}
                  type="checkbox"
                  name={name}
                  value={value}
                  label={`${label} (${facets[name]?.[value] ?? 0})`}
                  checked={chosen.includes(value)}
                />
              ))}
            </fieldset>
          </details>
        );
      })}
      <p>
        <button type="submit" class="btn btn-go">
          Show results
        </button>
      </p>
    </div>
  );
}

/** The needs that were read in the words, and a box for those who meant just the words. */
function PlainMeans({ state, found, data }: Props & { found: Found }) {
  const needs = found.answer.reading.needs.slice(0, 3);
  if (needs.length === 0 && !state.literal) return null;
  return (
    <div class="means">
      {needs.length > 0 && <span>Showing help with</span>}
      {needs.map(({ topic }) => (
        <span class="tag" key={topic}>
          <Plaque need={topic} small />
          {data.topics[topic]?.inline ?? topic}
        </span>
      ))}
      <Pick
        type="checkbox"
        name="exact"
        value="1"
        label="Search for exactly these words"
        checked={state.literal}
      />
    </div>
  );
}

function PlainList({ found, state }: { found: Found; state: FindState }) {
  const { answer, cards } = found;
  const away = new Map(answer.hits.map((h) => [h.id, h.distanceM]));
  const more = Math.min(STEP, answer.total - cards.length);
  return (
    <>
      <ol class="listing" id="list">
        {cards.map((card) => {
          const metres = away.get(card.id);
          return (
            <li key={card.id}>
              <Card card={card} level={3} distance={metres === undefined ? undefined : awayWords(metres)} />
            </li>
          );
        })}
      </ol>
      {more > 0 && cards.length < 50 && (
        <p class="more">
          <button type="submit" class="btn" name="page" value={state.page + 1}>
            Show {more} more
          </button>
        </p>
      )}
      {answer.total > 50 && cards.length >= 50 && (
        <p>There are more than 50. A filter or another word will narrow them.</p>
      )}
    </>
  );
}

/** Everything of the find page for a browser without scripts: one form, sent by a press. `found`: what came of it. */
export function PlainFind({ state, data, found }: Props & { found: Found | undefined }) {
  const crises = (found?.answer.reading.crisis ?? []).flatMap(
    (id) => data.crises.find((c) => c.id === id) ?? [],
  );
  return (
    <form action="/find/" method="post">
      <div class="find">
        <div class="wrap" role="search">
          <div class="field">
            <label for="q">In your own words</label>
            <input id="q" name="q" type="search" autocomplete="off" maxLength={400} value={state.q} />
          </div>
          <p>
            <button type="submit" class="btn btn-go">
              Find help
            </button>
          </p>
        </div>
      </div>
      {crises.map((crisis) => (
        <Panel key={crisis.id} crisis={crisis} />
      ))}
      <div class="wrap sheet">
        {!found && <Outage data={data} />}
        {found && (
          <>
            <h2 class="h1-s" id="answer">
              {headingOf(found)}
            </h2>
            <PlainMeans state={state} data={data} found={found} />
            {[found.lost && `${found.lost.says} This list is for everywhere.`, found.wider, found.near?.note]
              .filter(Boolean)
              .map((line) => (
                <p key={line} class="note note-s">
                  <Icon name="care" />
                  <span>{line}</span>
                </p>
              ))}
            <div class="split">
              <PlainFilters state={state} data={data} found={found} />
              <div>
                <PlainList found={found} state={state} />
                {found.answer.total === 0 && (
                  <p>
                    Other words may find it, or fewer filters. Or <a href="/needs/">choose what is closest</a>
                    , or <a href="/places/">look by place</a>.
                  </p>
                )}
                <section class="box stack after">
                  <h3 class="h2-s">
                    {found.answer.total === 0 ? 'Talk to a person' : 'Not found the right thing?'}
                  </h3>
                  <Ring data={data} />
                  {found.answer.total === 0 && <Missed data={data} />}
                </section>
              </div>
            </div>
          </>
        )}
      </div>
    </form>
  );
}

/** The title of the page, which is what a screen reader says first. */
export const plainTitle = (found: Found | undefined) =>
  found ? `${count(found.answer.total, 'place')} to try` : 'Find help';
