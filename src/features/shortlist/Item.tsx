import { Icon } from '#ui/icon/Icon.tsx';
import { Plaque } from '#ui/mark/Plaque.tsx';
import { checkedWords, type ListEntry } from './entry.ts';

/** Others to try where a listing does not run. */
function Near({ entry }: { entry: ListEntry }) {
  if (!entry.near) return null;
  return (
    <div class="item-near">
      <h3 class="h3">Running now, and nearby</h3>
      <ul>
        {entry.near.map((other) => (
          <li key={other.code}>
            <div>
              <a href={`/assets/${other.id}/`}>{other.name}</a>
              <span class="soft">
                {other.when}. {other.where}
              </span>
            </div>
            <AddButton code={other.code} name={other.name} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The same button as on a card; add.client.ts does the work. */
export function AddButton({ code, name }: { code: string; name: string }) {
  return (
    <button type="button" class="btn add" data-add={code} data-name={name}>
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
  );
}

function Facts({ entry }: { entry: ListEntry }) {
  const { card, phone, text, who } = entry;
  const call = phone ?? text;
  return (
    <dl class="facts">
      <div>
        <Icon name="pin" />
        <dt>Where</dt>
        <dd>{entry.address ?? card.where}</dd>
      </div>
      <div>
        <Icon name="pound" />
        <dt>Cost</dt>
        <dd>{card.cost}</dd>
      </div>
      <div>
        <Icon name="door" />
        <dt>To join</dt>
        <dd>{card.join}</dd>
      </div>
      {call && (
        <div>
          <Icon name="phone" />
          <dt>Phone</dt>
          <dd>
            <a class="big" href={`${phone ? 'tel' : 'sms'}:${call.href}`}>
              {call.text}
            </a>
            {who && <span>Ask for {who}</span>}
          </dd>
        </div>
      )}
    </dl>
  );
}

interface Props {
  entry: ListEntry;
  /** What changed since this browser last showed it: "the cost". */
  changes: readonly string[];
  /** Buttons to move it and take it off; none on a list that someone else made. */
  controls?: preact.ComponentChildren;
}

/** One listing of a list, as it is now. */
export function Item({ entry, changes, controls }: Props) {
  const { card } = entry;
  return (
    <article class="item card" id={`card-${card.id}`} data-id={card.id} aria-labelledby={`item-${card.code}`}>
      <div class="card-top">
        <Plaque need={card.topics[0] ?? 'loneliness'} />
        <div>
          <p class="kind">{card.kind}</p>
          <h2 class="card-name" id={`item-${card.code}`} tabIndex={-1}>
            <a href={`/assets/${card.id}/`}>{card.name}</a>
          </h2>
        </div>
      </div>
      {changes.length > 0 && (
        <p class="note note-s">
          <Icon name="flag" />
          <span>
            <b>Changed since you last looked:</b> {changes.join(', ')}.
          </span>
        </p>
      )}
      <p class={card.board.off ? 'board board-off' : 'board'}>
        {card.board.lines.map((line, i) => (
          <>
            {i > 0 && <br />}
            {line}
          </>
        ))}
      </p>
      {entry.status === 'active' && card.rule && <p class="rule small soft">{card.rule}</p>}
      {card.warning && (
        <p class="note note-s">
          <Icon name="care" />
          <span>{card.warning}</span>
        </p>
      )}
      {entry.status === 'active' ? <Facts entry={entry} /> : <Near entry={entry} />}
      <p class="checked">
        <Icon name={card.late ? 'clock' : 'tick'} />
        <span>
          {checkedWords(entry)}
          {card.demonstration && <span class="soft">. Demonstration listing</span>}
        </span>
      </p>
      {controls}
    </article>
  );
}
