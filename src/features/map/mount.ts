import type { Centre, MapOptions, MapView } from './view.tsx';

/** What a page gives; the rest is the box's own affair. */
export type BoxOptions = Omit<MapOptions, 'onClose'> & { centre?: Centre | undefined };

/** How long the map's own program may take to come, in milliseconds. */
const PATIENCE = 20_000;

const inTime = <T>(work: Promise<T>) =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('The map did not come in time')), PATIENCE);
    }),
  ]);

/**
 * Fetches the map's program and opens it in `panel`, which says meanwhile what is happening, and if it fails, that it
 * did. Resolves to undefined where it failed. Nothing of the map is fetched before this is called.
 */
export async function openMap(panel: HTMLElement, options: MapOptions): Promise<MapView | undefined> {
  panel.textContent = 'Getting the map…';
  try {
    const { openMap: open } = await inTime(import('./view.tsx'));
    return await open(panel, options);
  } catch {
    panel.textContent = 'The map could not be opened just now. Everything on it is in the list.';
    return undefined;
  }
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
