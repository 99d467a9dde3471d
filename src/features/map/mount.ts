import { patience } from '#lib/patience.ts';
import type { PinFile } from './pins.ts';
import { addSheet } from './sheet.ts';
import type { Centre, MapOptions, MapView } from './view.tsx';

export interface OpenOptions extends MapOptions {
  /** The pins, or the address of their file. */
  pins: string | PinFile;
  /** The address of the ground file. */
  ground: string;
}

/** What a page gives; the rest is the box's own affair. */
export type BoxOptions = Omit<OpenOptions, 'onClose'> & { centre?: Centre | undefined };

/** How long all of it may take to come, in milliseconds. */
const PATIENCE = 25_000;

async function fetched(url: string): Promise<unknown> {
  const reply = await fetch(url, { signal: patience(PATIENCE) });
  if (!reply.ok) throw new Error(`${url}: ${reply.status}`);
  return reply.json();
}

/** The work, or undefined where it fails or takes too long; what comes too late is put away. */
function inTime(work: Promise<MapView>): Promise<MapView | undefined> {
  return new Promise((resolve) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      resolve(undefined);
    }, PATIENCE);
    work.then(
      (view) => {
        clearTimeout(timer);
        if (late) view.destroy();
        else resolve(view);
      },
      () => resolve(undefined),
    );
  });
}

/**
 * Fetches the map's program and opens it in `panel`, which says meanwhile what is happening, and if it fails, that it
 * did. Resolves to undefined where it failed. Nothing of the map is fetched before this is called.
 */
export async function openMap(panel: HTMLElement, options: OpenOptions): Promise<MapView | undefined> {
  panel.textContent = 'Getting the map…';
  const files = {
    pins: typeof options.pins === 'string' ? fetched(options.pins) : Promise.resolve(options.pins),
    ground: fetched(options.ground),
    sheet: addSheet(),
  };
  // Whoever fails first is heard below; the others must not be called unheard.
  for (const file of Object.values(files)) file.catch(() => undefined);
  const view = await inTime(import('./view.tsx').then((m) => m.openMap(panel, files, options)));
  if (!view) panel.textContent = 'The map could not be opened just now. Everything on it is in the list.';
  return view;
}

/**
 * Gives life to a MapBox of the page: shows its button, and opens and closes the map when it is pressed. The page works
 * whole without this.
 */
export function mountMap(box: HTMLElement, options: BoxOptions): void {
  const button = box.querySelector<HTMLButtonElement>('button');
  const words = button?.querySelector('span');
  const panel = box.querySelector<HTMLElement>('[data-panel]');
  if (!button || !words || !panel) throw new Error('A map box without a button or a panel');
  let open = 0;
  let view: MapView | undefined;
  const draw = (isOpen: boolean) => {
    button.setAttribute('aria-expanded', String(isOpen));
    words.textContent = isOpen ? 'Hide map' : 'Show map';
    panel.hidden = !isOpen;
    box.parentElement?.classList.toggle('has-map', isOpen);
  };
  const close = () => {
    open++;
    view?.destroy();
    view = undefined;
    draw(false);
    button.focus();
  };
  button.addEventListener('click', async () => {
    if (!panel.hidden) return close();
    const mine = ++open;
    draw(true);
    const made = await openMap(panel, { ...options, onClose: close });
    // Closed again while it was on its way.
    if (mine !== open) return made?.destroy();
    view = made;
    view?.show({ centre: options.centre });
  });
  box.hidden = false;
}
