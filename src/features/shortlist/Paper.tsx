import { useState } from 'preact/hooks';
import { Icon } from '#ui/icon/Icon.tsx';
import type { ListData } from './data.ts';
import type { ListEntry } from './entry.ts';
import { type Contact, Leaflet, type Paper } from './Leaflet.tsx';

interface Props {
  entries: readonly ListEntry[];
  codes: readonly string[];
  data: ListData;
}

const BLANK: Paper = {
  large: false,
  plan: false,
  open: false,
  next: '',
  later: '',
  from: '',
  done: new Set(),
};

/** The team of the area that most of the list is in. */
function usualTeam(entries: readonly ListEntry[], { teams }: ListData): string {
  const areas = entries.map((e) => e.area);
  const most = [...areas].sort(
    (a, b) => areas.filter((x) => x === b).length - areas.filter((x) => x === a).length,
  )[0];
  return teams.find((t) => most && t.areas.includes(most))?.id ?? teams[0]?.id ?? '';
}

function Tick(props: { label: string; on: boolean; set: (on: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={props.on} onChange={(e) => props.set(e.currentTarget.checked)} />
      {props.label}
    </label>
  );
}

type Change = (part: Partial<Paper>) => void;

/** The plan to take away: first steps ticked together, and what the person wants. Typed words are printed, not kept. */
function PlanForm({ entries, paper, change }: { entries: Props['entries']; paper: Paper; change: Change }) {
  const tick = (code: string, on: boolean) => {
    const done = new Set(paper.done);
    if (on) done.add(code);
    else done.delete(code);
    change({ done });
  };
  return (
    <div class="plan-form stack">
      <p class="soft">What you type here is only printed. It is not kept or sent.</p>
      <fieldset>
        <legend class="h3">Tick a first step that you have done together</legend>
        {entries.map(({ card, first }) => (
          <Tick
            key={card.code}
            label={`${card.name}: ${first ?? card.join}`}
            on={paper.done.has(card.code)}
            set={(on) => tick(card.code, on)}
          />
        ))}
      </fieldset>
      {(['next', 'later'] as const).map((field) => (
        <div key={field}>
          <label class="h3" for={`plan-${field}`}>
            {field === 'next' ? 'What I want to do next' : 'In the longer term'}
            <span class="soft"> (leave blank for lines to write on)</span>
          </label>
          <textarea
            id={`plan-${field}`}
            rows={2}
            autocomplete="off"
            value={paper[field]}
            onInput={(e) => change({ [field]: e.currentTarget.value })}
          />
        </div>
      ))}
    </div>
  );
}

/** "Print it": the choices, the button, and how it will look. */
export function PaperPart({ entries, codes, data }: Props) {
  const [paper, setPaper] = useState(BLANK);
  const [shown, setShown] = useState(false);
  const [teamId, setTeamId] = useState('');
  const change: Change = (part) => setPaper({ ...paper, ...part });
  const team = data.teams.find((t) => t.id === (teamId || usualTeam(entries, data)));
  const contact: Contact = team ?? {
    name: data.siteName,
    phone: data.phone,
    hours: data.phoneHours,
  };
  const running = entries.filter((e) => e.status !== 'closed');
  if (running.length === 0) return null;
  return (
    <>
      <section class="paper-part on-screen stack" id="paper" tabIndex={-1}>
        <h2>Print it</h2>
        {running.length < entries.length && <p>Listings that have closed are left off the paper.</p>}
        <div>
          <Tick label="Large print" on={paper.large} set={(large) => change({ large })} />
          <Tick label="Add a plan to fill in" on={paper.plan} set={(plan) => change({ plan })} />
          {running.some((e) => e.discreet) && (
            <Tick
              label="Print the real names of private services"
              on={paper.open}
              set={(open) => change({ open })}
            />
          )}
        </div>
        {running.some((e) => e.discreet) && (
          <p class="note note-s">
            <Icon name="care" />
            <span>
              Other people may see the paper. Private services are printed as “A local service”, with the
              number only.
            </span>
          </p>
        )}
        <div class="plan-form">
          <label class="h3" for="from">
            Who chose this with them?{' '}
            <span class="soft">Such as “Amina, link worker”. Leave it blank if you like</span>
          </label>
          <input
            id="from"
            type="text"
            autocomplete="off"
            value={paper.from}
            onInput={(e) => change({ from: e.currentTarget.value })}
          />
        </div>
        {data.teams.length > 1 && (
          <div class="field">
            <label for="team">Team to ring if stuck</label>
            <select id="team" value={team?.id} onChange={(e) => setTeamId(e.currentTarget.value)}>
              {data.teams.map((t) => (
                <option key={t.id} value={t.id}>
                  {t.name}
                </option>
              ))}
            </select>
          </div>
        )}
        {paper.plan && <PlanForm entries={running} paper={paper} change={change} />}
        <div class="ways">
          <button type="button" class="btn btn-go" onClick={() => print()}>
            Print
          </button>
          <button type="button" class="btn" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? 'Hide the paper' : 'See how it looks'}
          </button>
        </div>
      </section>
      <div class={shown ? 'paper shown' : 'paper'}>
        <Leaflet entries={running} codes={codes} paper={paper} team={contact} siteName={data.siteName} />
      </div>
    </>
  );
}
