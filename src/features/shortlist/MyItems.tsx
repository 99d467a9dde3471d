import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '#ui/icon/Icon.tsx';
import type { ListEntry } from './entry.ts';
import { Item } from './Item.tsx';
import { listCodes, replaceCodes } from './store.ts';

interface Props {
  entries: readonly ListEntry[];
  changes: Map<string, string[]>;
  say: (words: string) => void;
}

interface Gone {
  entry: ListEntry;
  /** Its place in the list, from 0. */
  at: number;
}

type Direction = 'up' | 'down';

/** The buttons of one listing: up, down, off. One that can go no further stays there, so that focus is not lost. */
function Controls(props: {
  entry: ListEntry;
  first: boolean;
  last: boolean;
  move: (way: Direction) => void;
  drop: () => void;
}) {
  const { entry, first, last, move, drop } = props;
  const { code, name } = entry.card;
  return (
    <div class="controls">
      <button
        type="button"
        class="btn"
        id={`up-${code}`}
        aria-disabled={first}
        onClick={() => !first && move('up')}
      >
        Move up<span class="vh">: {name}</span>
      </button>
      <button
        type="button"
        class="btn"
        id={`down-${code}`}
        aria-disabled={last}
        onClick={() => !last && move('down')}
      >
        Move down<span class="vh">: {name}</span>
      </button>
      <button type="button" class="btn" onClick={drop}>
        <Icon name="no" />
        Take off my list<span class="vh">: {name}</span>
      </button>
    </div>
  );
}

/** Moves the keyboard to an element once the list has been drawn again. */
function useFocusAfter() {
  const wanted = useRef('');
  useEffect(() => {
    if (!wanted.current) return;
    document.getElementById(wanted.current)?.focus();
    wanted.current = '';
  });
  return (id: string) => {
    wanted.current = id;
  };
}

/** My list: reorder by buttons, take off, put back. */
export function MyItems({ entries, changes, say }: Props) {
  const [gone, setGone] = useState<Gone | null>(null);
  const focusAfter = useFocusAfter();

  function move(entry: ListEntry, way: Direction) {
    const codes = [...listCodes()];
    const at = codes.indexOf(entry.card.code);
    const to = way === 'up' ? at - 1 : at + 1;
    codes.splice(at, 1);
    codes.splice(to, 0, entry.card.code);
    focusAfter(`${way}-${entry.card.code}`);
    say(`${entry.card.name} is now ${to + 1} of ${codes.length}.`);
    replaceCodes(codes);
  }
  function drop(entry: ListEntry) {
    const codes = listCodes();
    setGone({ entry, at: codes.indexOf(entry.card.code) });
    focusAfter('put-back');
    say(`${entry.card.name} is off your list.`);
    replaceCodes(codes.filter((c) => c !== entry.card.code));
  }
  function putBack({ entry, at }: Gone) {
    const codes = [...listCodes()];
    codes.splice(at, 0, entry.card.code);
    setGone(null);
    focusAfter(`item-${entry.card.code}`);
    say(`${entry.card.name} is back on your list.`);
    replaceCodes(codes);
  }

  return (
    <>
      {gone && !entries.some((e) => e.card.code === gone.entry.card.code) && (
        <p class="note">
          <Icon name="tick" />
          <span>
            {gone.entry.card.name} is off your list.{' '}
            <button type="button" class="btn" id="put-back" onClick={() => putBack(gone)}>
              Put it back
            </button>
          </span>
        </p>
      )}
      <ol class="items">
        {entries.map((entry, i) => (
          <li key={entry.card.code}>
            <Item
              entry={entry}
              changes={changes.get(entry.card.code) ?? []}
              controls={
                <Controls
                  entry={entry}
                  first={i === 0}
                  last={i === entries.length - 1}
                  move={(way) => move(entry, way)}
                  drop={() => drop(entry)}
                />
              }
            />
          </li>
        ))}
      </ol>
    </>
  );
}
