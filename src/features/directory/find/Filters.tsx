import { useState } from 'preact/hooks';
import { count, sentence } from '#lib/text.ts';
import { ACCESS_FEATURES, AUDIENCES, FORMATS, TOPIC_IDS, WEEKDAYS } from '#schemas/values.ts';
import { AGE_BANDS, COSTS, type Facets, type FilterName, TIMES_OF_DAY } from '#search/contract.ts';
import { Icon } from '#ui/icon/Icon.tsx';
import { ACCESS_WORDS, AGE_WORDS, AUDIENCE_WORDS, FORMAT_WORDS } from '../facts.ts';
import type { FindData } from './data.ts';
import { DISTANCES, type FindState } from './state.ts';

export const COST_WORDS = {
  free: 'Free',
  donation: 'Pay what you can',
  paid: 'Has a price',
  unknown: 'Not known',
} as const;
export const TIME_WORDS = { morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening' } as const;

interface Choice {
  value: string;
  label: string;
}
interface Group {
  name: FilterName;
  title: string;
  choices: Choice[];
  /** Groups most people use stand open. */
  open: boolean;
}

const choices = <K extends string>(values: readonly K[], words: (value: K) => string): Choice[] =>
  values.map((value) => ({ value, label: words(value) }));

/** Every filter of the page with its choices in words. */
export function groupsOf(data: FindData): Group[] {
  return [
    { name: 'cost', title: 'Cost', open: true, choices: choices(COSTS, (v) => COST_WORDS[v]) },
    { name: 'days', title: 'Day', open: true, choices: choices(WEEKDAYS, sentence) },
    { name: 'times', title: 'Time of day', open: true, choices: choices(TIMES_OF_DAY, (v) => TIME_WORDS[v]) },
    {
      name: 'access',
      title: 'Getting in',
      open: true,
      choices: choices(ACCESS_FEATURES, (v) => ACCESS_WORDS[v]),
    },
    { name: 'formats', title: 'How', open: false, choices: choices(FORMATS, (v) => FORMAT_WORDS[v]) },
    {
      name: 'topics',
      title: 'Need',
      open: false,
      choices: choices(TOPIC_IDS, (v) => data.topics[v]?.label ?? v),
    },
    { name: 'ages', title: 'Age', open: false, choices: choices(AGE_BANDS, (v) => AGE_WORDS[v]) },
    {
      name: 'audience',
      title: 'Especially for',
      open: false,
      choices: choices(AUDIENCES, (v) => AUDIENCE_WORDS[v]),
    },
    {
      name: 'languages',
      title: 'Language',
      open: false,
      choices: Object.entries(data.languages).map(([value, label]) => ({ value, label })),
    },
  ];
}

interface Props {
  state: FindState;
  facets: Facets;
  groups: Group[];
  /** Miles the search reaches; null where no place is known, undefined for any distance. */
  miles: number | undefined | null;
  onChange: (change: Partial<FindState>) => void;
  onHere: () => Promise<string | undefined>;
}

/** "Near me": asks the device on a press, and says why where it cannot. */
function NearMe({ onHere }: Pick<Props, 'onHere'>) {
  const [says, setSays] = useState('');
  const press = async () => {
    setSays('Looking for where you are…');
    setSays((await onHere()) ?? '');
  };
  return (
    <div class="near-me">
      <button type="button" class="btn" onClick={press}>
        <Icon name="pin" />
        Near me
      </button>
      <p class="small" role="status">
        {says}
      </p>
    </div>
  );
}

/** The state's filters with one choice put in or taken out. */
export function toggled(state: FindState, name: FilterName, value: string): FindState['filters'] {
  const chosen: string[] = state.filters[name] ?? [];
  const next = chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value];
  return { ...state.filters, [name]: next };
}

function Pick({
  type,
  name,
  label,
  count,
  checked,
  onPick,
}: {
  type: 'checkbox' | 'radio';
  name: string;
  label: string;
  count?: number;
  checked: boolean;
  onPick: () => void;
}) {
  return (
    <label class="pick">
      <input type={type} name={name} checked={checked} onChange={onPick} />
      <span>
        {label} {count !== undefined && <span class="soft">({count})</span>}
      </span>
    </label>
  );
}

/** One group. A choice that would give nothing is left out, unless it is chosen. */
function GroupOf({
  group,
  state,
  facets,
  onChange,
}: Omit<Props, 'groups' | 'miles' | 'onHere'> & { group: Group }) {
  const counts = facets[group.name] ?? {};
  const chosen: string[] = state.filters[group.name] ?? [];
  const shown = group.choices.filter((c) => (counts[c.value] ?? 0) > 0 || chosen.includes(c.value));
  if (shown.length === 0) return null;
  return (
    <details open={group.open || chosen.length > 0}>
      <summary>{group.title}</summary>
      <fieldset>
        <legend class="vh">{group.title}</legend>
        {shown.map((c) => (
          <Pick
            key={c.value}
            type="checkbox"
            name={group.name}
            label={c.label}
            count={counts[c.value] ?? 0}
            checked={chosen.includes(c.value)}
            onPick={() => onChange({ filters: toggled(state, group.name, c.value) })}
          />
        ))}
      </fieldset>
    </details>
  );
}

/** The filters. Each takes effect at once; counts say what each would leave. */
export function Filters({ state, facets, groups, miles, onChange, onHere }: Props) {
  return (
    <>
      <div class="field">
        <label for="near">Town or postcode</label>
        <input
          id="near"
          name="near"
          autocomplete="postal-code"
          maxLength={60}
          defaultValue={state.near}
          key={state.near}
          onChange={(e) =>
            onChange({ near: e.currentTarget.value.trim(), here: undefined, within: undefined })
          }
        />
      </div>
      <NearMe onHere={onHere} />
      {miles !== null && (
        <fieldset>
          <legend>How far</legend>
          {DISTANCES.map((d) => (
            <Pick
              key={d}
              type="radio"
              name="within"
              label={`Within ${count(d, 'mile')}`}
              checked={miles === d}
              onPick={() => onChange({ within: d })}
            />
          ))}
          <Pick
            type="radio"
            name="within"
            label="Anywhere, or online"
            checked={miles === undefined}
            onPick={() => onChange({ within: 'any' })}
          />
        </fieldset>
      )}
      {groups.map((group) => (
        <GroupOf key={group.name} group={group} state={state} facets={facets} onChange={onChange} />
      ))}
    </>
  );
}
