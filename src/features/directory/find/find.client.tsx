import { render } from 'preact';
import { createSearch } from '#search/client.ts';
import { askSite, PATIENCE_MS, type RemoteOptions, siteSearches } from '#search/remote.ts';
import { cardFiles } from './card-files.ts';
import type { FindData } from './data.ts';
import { Find } from './Find.tsx';
import type { Tools } from './look.ts';
import type { OpenMap } from './map-port.ts';
import type { Places } from './places.ts';
import { type FindState, stateFromHash, stateToHash } from './state.ts';

/**
 * Joins the page to the live search: the box above, the address, the back button. The state lives in the address
 * after `#`; typing replaces it, a choice adds to the history.
 */

/** Wait this long after a letter, in milliseconds, before searching. */
const PAUSE = 140;

const $ = <T extends Element>(selector: string): T => {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`The find page has no ${selector}`);
  return found;
};

const data: FindData = JSON.parse($<HTMLScriptElement>('#find-data').textContent ?? '');
const form = $<HTMLFormElement>('#ask');
const box = $<HTMLInputElement>('#q');
const root = $<HTMLElement>('#found');
const browse = $<HTMLElement>('#browse');
let state: FindState = stateFromHash(location.hash);
let tools: Tools | undefined;

const showBrowse = (show: boolean) => {
  browse.hidden = !show;
};

function draw(): void {
  if (!tools) return;
  render(
    <Find state={state} onChange={change} onBrowse={showBrowse} onHere={goHere} tools={tools} data={data} />,
    root,
  );
}

function go(next: FindState, how: 'push' | 'replace'): void {
  state = next;
  const address = `${location.pathname}${stateToHash(state)}`;
  if (how === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  draw();
}

/** A filter, a sort, a page: a step in the history that the back button takes back. */
function change(part: Partial<FindState>): void {
  go({ ...state, page: 1, ...part }, 'push');
}

/** Asks the device where the person is. What it says stays in memory, and out of the address. */
async function goHere(): Promise<string | undefined> {
  const answer = await tools?.places.here();
  if (!answer?.ok) return answer?.says;
  change({ here: { lat: answer.lat, lng: answer.lng }, near: '' });
  return answer.note;
}

function restore(): void {
  state = stateFromHash(location.hash);
  box.value = state.q;
  draw();
}

function listen({ search }: Tools): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  box.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => go({ ...state, q: box.value, literal: false, page: 1 }, 'replace'), PAUSE);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (box.value !== state.q || stateToHash(state) !== location.hash)
      go({ ...state, q: box.value, literal: false, page: 1 }, 'push');
    // The answer is what the person asked for: go to it, and the phone's keyboard closes.
    box.blur();
    (document.querySelector<HTMLElement>('#answer') ?? root).focus();
  });
  addEventListener('popstate', restore);
  addEventListener('hashchange', restore);
  box.addEventListener('focus', () => search.warm(), { once: true });
}

const files = { words: data.words, index: data.index };

/** The search server to ask first, if there is one: the site's own, or a public one for a site of files alone. */
function serverOf(): RemoteOptions | undefined {
  const indexVersion = data.version;
  if (siteSearches()) return { ask: askSite, indexVersion };
  const { searchServer } = data;
  if (!searchServer) return undefined;
  let ask: Promise<RemoteOptions['ask']> | undefined;
  const load = () => import('#search/direct.ts').then((m) => m.askDirect(files, searchServer, PATIENCE_MS));
  return {
    indexVersion,
    ask: async (request, signal) => {
      ask ??= load();
      return (await ask)(request, signal);
    },
  };
}

/** Starts the live search. `places` and `openMap` come from the page, which composes the features. */
export function startFind(places: Places, openMap: OpenMap): void {
  tools = {
    search: createSearch(files, { server: serverOf() }),
    files: cardFiles(data.shards, data.version),
    places,
    openMap,
  };
  listen(tools);
  restore();
}
