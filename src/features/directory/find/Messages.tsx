import type { NotFound } from '#lib/postcodes/look-up.ts';
import { Icon } from '#ui/icon/Icon.tsx';
import type { FindData } from './data.ts';
import type { Found } from './look.ts';
import { NeedLinks } from './Means.tsx';
import type { FindState } from './state.ts';

/** A person to ring: the end of every path that found nothing. */
export function Ring({ data }: { data: FindData }) {
  return (
    <p>
      <a class="btn" href="/refer/">
        Ask a link worker
      </a>{' '}
      <span class="or">
        or phone{' '}
        <a class="big" href={`tel:${data.phone.href}`}>
          {data.phone.text}
        </a>{' '}
        {data.phone.hours}
      </span>
    </p>
  );
}

/** For whoever knows of what was not found here. */
export function Missed({ data }: { data: FindData }) {
  if (!data.tellUs) return null;
  return (
    <p>
      Know of a group that is not here?{' '}
      <a href={data.tellUs} rel="nofollow">
        Tell us about it
      </a>
    </p>
  );
}

interface Props {
  state: FindState;
  found: Found;
  data: FindData;
  onChange: (change: Partial<FindState>) => void;
}

/** Nothing found: what would find something, in the order of least effort. Never a dead end. */
export function NothingFound({ state, found, data, onChange }: Props) {
  const filtered = Object.values(state.filters).some((v) => v.length > 0);
  const needs = found.answer.reading.needs.map((n) => n.topic);
  return (
    <section class="box stack nothing">
      <h3 class="h2-s">What you can try</h3>
      <ul class="tools">
        {filtered && (
          <li>
            <button type="button" class="btn" onClick={() => onChange({ filters: {} })}>
              Take the filters off
            </button>
          </li>
        )}
        {found.near && state.within !== 'any' && (
          <li>
            <button type="button" class="btn" onClick={() => onChange({ within: 'any' })}>
              Try anywhere
            </button>
          </li>
        )}
      </ul>
      {needs.length > 0 && (
        <>
          <p>See everything that helps with:</p>
          <NeedLinks needs={needs} data={data} />
        </>
      )}
      {needs.length === 0 && <p>Other words may find it. Or choose what is closest below.</p>}
      <Ring data={data} />
      <Missed data={data} />
    </section>
  );
}

/** Search itself is not working. Never said as "no results". */
export function Outage({ data }: { data: FindData }) {
  return (
    <div class="note note-big" role="alert">
      <Icon name="care" />
      <div>
        <h2 class="h2-s" id="answer" tabIndex={-1}>
          Search is not working just now
        </h2>
        <p>Nothing is lost. You can still choose a need or a place below, or talk to a person.</p>
        <Ring data={data} />
      </div>
    </div>
  );
}

/** A typed place that could not be used: why, and places to choose instead. */
export function LostPlace({ lost, onChange }: { lost: NotFound; onChange: Props['onChange'] }) {
  return (
    <div class="note note-s lost-place">
      <Icon name="care" />
      <div>
        <p>{lost.says} This list is for everywhere.</p>
        <ul class="tools">
          {lost.suggestions.map((place) => (
            <li key={place.name}>
              <button type="button" class="chip" onClick={() => onChange({ near: place.name })}>
                {place.name}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
