import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Card } from '#ui/card/Card.tsx';
import { Panel } from '#ui/crisis-panel/Panel.tsx';
import { Icon } from '#ui/icon/Icon.tsx';
import { awayWords } from '../facts.ts';
import type { FindData } from './data.ts';
import { Filters, groupsOf } from './Filters.tsx';
import { FindMap } from './FindMap.tsx';
import type { Found, Tools } from './look.ts';
import { ActiveFilters, headingOf, Means, SortLinks } from './Means.tsx';
import { LostPlace, NothingFound, Outage, Ring } from './Messages.tsx';
import { milesOf, STEP } from './request.ts';
import type { FindState } from './state.ts';
import { type Progress, useFind } from './use-find.ts';

interface Props {
  state: FindState;
  /** Asks the page to change state: `page` starts again from the first unless it is what changes. */
  onChange: (change: Partial<FindState>) => void;
  /** Called when what stands below (needs, places) should be shown or put away. */
  onBrowse: (show: boolean) => void;
  /** Asks where the person is; gives the words to show where that failed or is unsure. */
  onHere: () => Promise<string | undefined>;
  tools: Tools;
  data: FindData;
}

function Crises({ ids, data }: { ids: string[]; data: FindData }) {
  const panels = ids.flatMap((id) => data.crises.find((c) => c.id === id) ?? []);
  return (
    <>
      {panels.map((crisis) => (
        <Panel key={crisis.id} crisis={crisis} />
      ))}
    </>
  );
}

/** Grey cards, only while something is really loading. */
function Skeleton() {
  return (
    <div class="wrap sheet" aria-hidden="true">
      <div class="skeleton" />
      <div class="skeleton skeleton-card" />
      <div class="skeleton skeleton-card" />
    </div>
  );
}

function List({ found }: { found: Found }) {
  const away = new Map(found.answer.hits.map((h) => [h.id, h.distanceM]));
  return (
    <ol class="listing" id="list">
      {found.cards.map((card) => {
        const metres = away.get(card.id);
        return (
          <li key={card.id}>
            <Card card={card} level={3} distance={metres === undefined ? undefined : awayWords(metres)} />
          </li>
        );
      })}
    </ol>
  );
}

type ResultsProps = Omit<Props, 'onBrowse'> & { found: Found };

/** "Show map", with the host that its pictures come from. */
function MapButton({ open, from, onPress }: { open: boolean; from: string; onPress: () => void }) {
  return (
    <span class="map-open">
      <button type="button" class="chip" id="show-map" aria-expanded={open} onClick={onPress}>
        <Icon name="map" />
        {open ? 'Hide map' : 'Show map'}
      </button>
      <span class="soft small">The map comes from {from}.</span>
    </span>
  );
}

const MAY_BE_OLD = 'This list may be a little old. Load the page again to see the newest.';

/** The answer: heading, how the words were read, filters beside the list. */
function Results({ state, found, data, tools, onChange, onHere }: ResultsProps) {
  const [open, setOpen] = useState(false);
  const [map, setMap] = useState(false);
  const closeMap = () => {
    setMap(false);
    document.querySelector<HTMLElement>('#show-map')?.focus();
  };
  const groups = useMemo(() => groupsOf(data), [data]);
  const { answer } = found;
  const chosen = Object.values(state.filters).reduce((n, v) => n + v.length, 0);
  return (
    <div class={map ? 'wrap sheet wide' : 'wrap sheet'}>
      <h2 class="h1-s" id="answer" tabIndex={-1}>
        {headingOf(found)}
      </h2>
      <Means state={state} found={found} data={data} onChange={onChange} />
      {found.lost && <LostPlace lost={found.lost} onChange={onChange} />}
      {[found.wider, found.near?.note, answer.mayBeOld && MAY_BE_OLD].filter(Boolean).map((line) => (
        <p key={line}>{line}</p>
      ))}
      <div class="tools bar">
        <button
          type="button"
          class="chip only-narrow"
          aria-expanded={open}
          aria-controls="filters"
          onClick={() => setOpen(!open)}
        >
          <Icon name="filter" />
          Filters {chosen > 0 && <span class="soft">{chosen} on</span>}
        </button>
        <ActiveFilters state={state} found={found} data={data} onChange={onChange} />
        <MapButton open={map} from={data.mapFrom} onPress={() => setMap(!map)} />
        <SortLinks state={state} found={found} onChange={onChange} />
      </div>
      <div class={map ? 'split has-map' : 'split'}>
        <form
          class={open ? 'filters open' : 'filters'}
          id="filters"
          aria-labelledby="filters-title"
          onSubmit={(e) => e.preventDefault()}
        >
          <h3 id="filters-title" class="h2-s">
            Filters
          </h3>
          <Filters
            state={state}
            facets={answer.facets}
            groups={groups}
            miles={found.near ? milesOf(state, found.near) : null}
            onChange={onChange}
            onHere={onHere}
          />
          <p class="only-narrow">
            <button type="button" class="btn" onClick={() => setOpen(false)}>
              Show {answer.total} {answer.total === 1 ? 'result' : 'results'}
            </button>
          </p>
        </form>
        {map && <FindMap found={found} tools={tools} onChange={onChange} onClose={closeMap} />}
        <div>
          <List found={found} />
          {answer.total === 0 && <NothingFound state={state} found={found} data={data} onChange={onChange} />}
          {found.cards.length < Math.min(answer.total, 50) && (
            <p class="more">
              <button type="button" class="btn" onClick={() => onChange({ page: state.page + 1 })}>
                Show {Math.min(STEP, answer.total - found.cards.length)} more
              </button>
            </p>
          )}
          {answer.total > 0 && (
            <section class="box stack after">
              <h3 class="h2-s">Not found the right thing?</h3>
              <p>A link worker can look with you. It is free, and you do not need to see a doctor first.</p>
              <Ring data={data} />
            </section>
          )}
          {answer.total > 50 && found.cards.length >= 50 && (
            <p>There are more than 50. A filter or another word will narrow them.</p>
          )}
        </div>
      </div>
    </div>
  );
}

/** What a screen reader is told when an answer comes: once, and not at every letter. */
function announcement(progress: Progress): string {
  if (progress.now === 'found') return headingOf(progress.found);
  if (progress.now === 'failed') return 'Search is not working just now.';
  return '';
}

/** After "Show more", the keyboard goes on from the first new card. */
function useFocusOnMore(found: Found | undefined) {
  const before = useRef<Found>(undefined);
  useEffect(() => {
    const old = before.current;
    before.current = found;
    if (!old || !found || found.state.page !== old.state.page + 1 || found.state.q !== old.state.q) return;
    const first = found.cards[old.cards.length];
    if (first) document.querySelector<HTMLElement>(`#card-${CSS.escape(first.id)} a`)?.focus();
  }, [found]);
}

/** The live part of the find page: everything below the search box. */
export function Find({ state, onChange, onBrowse, onHere, tools, data }: Props) {
  const progress = useFind(state, tools);
  const found =
    progress.now === 'found' ? progress.found : progress.now === 'searching' ? progress.before : undefined;
  useFocusOnMore(progress.now === 'found' ? progress.found : undefined);
  const browse =
    progress.now === 'idle' || progress.now === 'failed' || (found !== undefined && found.answer.total === 0);
  useEffect(() => onBrowse(browse), [browse, onBrowse]);
  const crises =
    found?.answer.reading.crisis ?? (progress.now === 'failed' ? (progress.reading?.crisis ?? []) : []);
  return (
    <>
      <p class="vh" role="status">
        {announcement(progress)}
      </p>
      <Crises ids={crises} data={data} />
      {progress.now === 'failed' && (
        <div class="wrap sheet">
          <Outage data={data} />
        </div>
      )}
      {progress.now === 'searching' && progress.slow && !found && <Skeleton />}
      {found && (
        <div class={progress.now === 'searching' && progress.slow ? 'stale' : undefined}>
          <Results
            state={state}
            found={found}
            data={data}
            tools={tools}
            onChange={onChange}
            onHere={onHere}
          />
        </div>
      )}
    </>
  );
}
