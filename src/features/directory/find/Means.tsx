import type { ComponentChildren } from 'preact';
import { count, listInWords, sentence } from '#lib/text.ts';
import type { FilterName, Sort } from '#search/contract.ts';
import { Icon } from '#ui/icon/Icon.tsx';
import { Plaque } from '#ui/mark/Plaque.tsx';
import type { FindData } from './data.ts';
import { groupsOf, toggled } from './Filters.tsx';
import type { Found } from './look.ts';
import { milesOf } from './request.ts';
import { type FindState, stateToHash } from './state.ts';

interface Props {
  state: FindState;
  found: Found;
  data: FindData;
  onChange: (change: Partial<FindState>) => void;
}

/** "14 places to try near Leigh". Said aloud as the answer, so it must make sense by itself. */
export function headingOf({ answer, near, state }: Found): string {
  const where = state.box ? ' in this part of the map' : near ? ` near ${near.name}` : '';
  return answer.total === 0 ? `Nothing found${where} yet` : `${count(answer.total, 'place')} to try${where}`;
}

/** A link that is also a change of the page's state: it can be copied, and works as a press. */
function StateLink({
  state,
  change,
  onChange,
  children,
}: Omit<Props, 'found' | 'data'> & { change: Partial<FindState>; children: ComponentChildren }) {
  return (
    <a
      href={stateToHash({ ...state, ...change }) || '#'}
      onClick={(e) => {
        if (e.metaKey || e.ctrlKey || e.shiftKey) return;
        e.preventDefault();
        onChange(change);
      }}
    >
      {children}
    </a>
  );
}

/** How the words were read, with one press to search for exactly these words. */
export function Means({ state, found, data, onChange }: Props) {
  const { needs } = found.answer.reading;
  if (state.literal && state.q)
    return (
      <p class="means">
        <span>Searching for exactly these words.</span>{' '}
        <StateLink state={state} change={{ literal: false }} onChange={onChange}>
          Show help with what you mean instead
        </StateLink>
      </p>
    );
  if (needs.length === 0) return null;
  return (
    <p class="means">
      <span>Showing help with</span>{' '}
      {needs.slice(0, 3).map(({ topic }, i) => (
        <span class="tag" key={topic}>
          <Plaque need={topic} small />
          {data.topics[topic]?.inline ?? topic}
          {i < Math.min(needs.length, 3) - 1 && ','}
        </span>
      ))}{' '}
      <span class="dot" aria-hidden="true">
        ·
      </span>{' '}
      <StateLink state={state} change={{ literal: true }} onChange={onChange}>
        search for exactly these words instead
      </StateLink>
    </p>
  );
}

/** What narrows the list, each with a way to take it off. */
export function ActiveFilters({ state, found, data, onChange }: Props) {
  const groups = groupsOf(data);
  const chips: { key: string; label: string; change: Partial<FindState> }[] = [];
  if (state.box) chips.push({ key: 'box', label: 'This part of the map', change: { box: undefined } });
  if (found.near) {
    const miles = !state.box && milesOf(state, found.near);
    const within = miles && !found.wider ? `, within ${count(miles, 'mile')}` : '';
    chips.push({
      key: 'near',
      label: `${sentence(found.near.name)}${within}`,
      change:
        found.near.from === 'words' ? { literal: true } : { near: '', here: undefined, within: undefined },
    });
  }
  for (const { name, choices } of groups)
    for (const value of (state.filters[name] ?? []) as string[])
      chips.push({
        key: `${name}-${value}`,
        label: choices.find((c) => c.value === value)?.label ?? value,
        change: { filters: toggled(state, name satisfies FilterName, value) },
      });
  if (chips.length === 0) return null;
  return (
    <ul class="tools chips" aria-label="What narrows this list">
      {chips.map(({ key, label, change }) => (
        <li key={key}>
          <button type="button" class="chip" onClick={() => onChange(change)}>
            {key === 'near' && <Icon name="pin" />}
            {key === 'box' && <Icon name="map" />}
            {label} <u>Remove</u>
          </button>
        </li>
      ))}
    </ul>
  );
}

const SORT_WORDS: Record<Sort, string> = {
  relevance: 'Best match',
  soonest: 'Soonest',
  distance: 'Nearest',
  checked: 'Newly checked',
};

/** The order of the list. "Nearest" is there once a place is known. */
export function SortLinks({ state, found, onChange }: Omit<Props, 'data'>) {
  const sorts: Sort[] = found.near
    ? ['relevance', 'soonest', 'distance', 'checked']
    : ['relevance', 'soonest', 'checked'];
  return (
    <p class="sort">
      <span id="sort-label">Sort:</span>
      {sorts.map((sort) => (
        <a
          key={sort}
          href={stateToHash({ ...state, sort }) || '#'}
          aria-current={state.sort === sort ? 'true' : undefined}
          onClick={(e) => {
            e.preventDefault();
            onChange({ sort });
          }}
        >
          {SORT_WORDS[sort]}
        </a>
      ))}
    </p>
  );
}

/** Needs read in the words, as links to their pages: the way on when a search finds nothing. */
export function NeedLinks({ needs, data }: { needs: string[]; data: FindData }) {
  return (
    <ul class="tags">
      {needs.map((id) => (
        <li key={id}>
          <a href={`/needs/${id}/`}>
            <Plaque need={id} small />
            {data.topics[id]?.label ?? id}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** "bereavement and loneliness", for sentences. */
export const needsInWords = (needs: string[], data: FindData) =>
  listInWords(needs.map((id) => data.topics[id]?.inline ?? id));
