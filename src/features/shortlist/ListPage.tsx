import { useEffect, useState } from 'preact/hooks';
import { MOST, writeLink } from '#lib/shortlist-link.ts';
import { count, listInWords } from '#lib/text.ts';
import { Icon } from '#ui/icon/Icon.tsx';
import type { ListData } from './data.ts';
import type { ListEntry } from './entry.ts';
import { Item } from './Item.tsx';
import { MyItems } from './MyItems.tsx';
import { OnMap, type OpenListMap } from './OnMap.tsx';
import { PaperPart } from './Paper.tsx';
import { addCodes, forgetList, isKept, listCodes } from './store.ts';
import { type Lookup, type ShownList, useLookup, useShownList } from './use-list.ts';
import { Ways } from './Ways.tsx';

type Say = (words: string) => void;

function Note({ icon = 'care', children }: { icon?: string; children: preact.ComponentChildren }) {
  return (
    <div class="note note-big">
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}

/** What went wrong on the way: each thing said once, with what to do. */
function Troubles({ list, lookup }: { list: ShownList; lookup: Lookup }) {
  const { link } = list;
  const found = lookup.now === 'done' ? lookup.found : undefined;
  const pieces = [...(found?.unknown ?? []), ...(link?.unread ?? [])];
  return (
    <>
      {link?.state === 'cut' && (
        <Note>
          <p>
            <b>The end of this link is missing.</b> Some of the list may be lost. What we could read is below.
            Ask for the link again if something is not there.
          </p>
        </Note>
      )}
      {link?.state === 'changed' && (
        <Note>
          <p>
            <b>This link was changed on its way.</b> Check that these are the right things, or ask for the
            link again.
          </p>
        </Note>
      )}
      {pieces.length > 0 && (
        <Note icon="unknown">
          <p>
            {pieces.length === 1 ? 'We do not know this code' : 'We do not know these codes'}:{' '}
            <b>{listInWords(pieces)}</b>.{' '}
            {found && found.entries.length > 0 && 'The rest of the list is here.'}
          </p>
        </Note>
      )}
      {lookup.now === 'done' && lookup.found.failed.length > 0 && (
        <Note>
          <p>
            <b>{count(lookup.found.failed.length, 'thing')} could not be fetched.</b> Nothing is lost.
          </p>
          <p>
            <button type="button" class="btn" onClick={lookup.again}>
              Try again
            </button>
          </p>
        </Note>
      )}
    </>
  );
}

function Empty() {
  return (
    <div class="stack">
      <h1>My list</h1>
      <p class="lead">Your list is empty. Press “Add to my list” on anything you like.</p>
      <p>
        <a class="btn btn-go" href="/find/">
          Find help
        </a>
      </p>
      <p>
        <a class="alone" href="/a-to-z/">
          All listings, A to Z
        </a>
      </p>
    </div>
  );
}

/** Said where the browser keeps nothing: the list is only as long as this page. */
function NotKept({ codes }: { codes: readonly string[] }) {
  return (
    <Note>
      <p>
        <b>This browser will not keep your list.</b> It may be a private window, or storing things is switched
        off. Share or print it before you close this page.
      </p>
      <p>
        Or keep <a href={`/list/#${writeLink(codes)}`}>this page’s link</a>: it holds the whole list.
      </p>
    </Note>
  );
}

function Heading({ list, entries, say }: { list: ShownList; entries: readonly ListEntry[]; say: Say }) {
  const n = entries.length;
  if (list.whose === 'mine') {
    return (
      <>
        <h1>My list</h1>
        <p class="lead">{count(n, 'thing')} to try. Only this browser keeps it. No one else can see it.</p>
      </>
    );
  }
  const keep = () => {
    const fits = addCodes(list.codes);
    history.replaceState(null, '', '/list/');
    dispatchEvent(new HashChangeEvent('hashchange'));
    say(fits ? 'Kept. It is your list now.' : `Your list holds ${MOST}. The last ones did not fit.`);
    document.getElementById('main')?.focus();
  };
  return (
    <>
      <h1>{n === 1 ? 'Something to try' : 'A list to try'}</h1>
      <p class="lead">
        {n === 1 ? 'Here it is as it is' : `${count(n, 'thing')}, as they are`} today. Nobody knows that you
        are looking.
      </p>
      {list.codes.length > 0 && (
        <div class="ways">
          <button type="button" class="btn btn-go" onClick={keep}>
            Keep this list
          </button>
          {listCodes().length > 0 && (
            <a class="btn" href="/list/">
              Go to my own list
            </a>
          )}
        </div>
      )}
    </>
  );
}

/** For a phone or a computer that other people use too. */
function Forget({ say }: { say: Say }) {
  return (
    <section class="stack on-screen forget">
      <h2 class="h2-s">Does someone else use this phone or computer?</h2>
      <p>Empty your list, and nothing of it stays here.</p>
      <p>
        <button
          type="button"
          class="btn"
          onClick={() => {
            forgetList();
            say('Your list is empty.');
            document.getElementById('main')?.focus();
          }}
        >
          Empty my list
        </button>
      </p>
    </section>
  );
}

/** In the order of the list, with those that it no longer holds left out while the next look-up runs. */
function inOrder(codes: readonly string[], lookup: Lookup): ListEntry[] {
  if (lookup.now !== 'done') return [];
  const byCode = new Map(lookup.found.entries.map((e) => [e.card.code, e]));
  return codes.flatMap((code) => byCode.get(code) ?? []);
}

function toPaper(): void {
  const part = document.getElementById('paper');
  part?.scrollIntoView({ block: 'start' });
  part?.focus({ preventScroll: true });
}

/** The whole list page: what is on the list as it is now, and every way to hand it over. */
export function ListPage({ data, openMap }: { data: ListData; openMap: OpenListMap }) {
  const list = useShownList();
  const lookup = useLookup(list, data);
  const [said, say] = useState('');
  const entries = inOrder(list.codes, lookup);
  useEffect(() => {
    document.title = `${list.whose === 'mine' ? 'My list' : 'A list to try'} · ${data.siteName}`;
  }, [list.whose, data.siteName]);
  const empty = list.codes.length === 0 && !list.link?.unread.length;
  return (
    <div class="list-page">
      <p class="vh" role="status">
        {said}
      </p>
      {empty ? (
        <Empty />
      ) : (
        <div class="on-screen stack">
          <Heading list={list} entries={entries} say={say} />
          {list.whose === 'mine' && !isKept() && <NotKept codes={list.codes} />}
          <Troubles list={list} lookup={lookup} />
          {entries.length > 0 && (
            <section class="hand-over" aria-labelledby="hand-over">
              <h2 class="h2-s" id="hand-over">
                Hand it over
              </h2>
              <Ways
                codes={list.codes}
                entries={entries.filter((e) => e.status !== 'closed')}
                say={say}
                onPrint={toPaper}
              />
              <p class="list-said-here">{said}</p>
            </section>
          )}
          {entries.length > 0 && <OnMap entries={entries} openMap={openMap} from={data.mapFrom} />}
          {list.whose === 'mine' ? (
            <MyItems
              entries={entries}
              changes={lookup.now === 'done' ? lookup.changes : new Map()}
              say={say}
            />
          ) : (
            <ol class="items">
              {entries.map((entry) => (
                <li key={entry.card.code}>
                  <Item entry={entry} changes={[]} />
                </li>
              ))}
            </ol>
          )}
        </div>
      )}
      {entries.length > 0 && <PaperPart entries={entries} codes={list.codes} data={data} />}
      {list.whose === 'mine' && !empty && <Forget say={say} />}
    </div>
  );
}
