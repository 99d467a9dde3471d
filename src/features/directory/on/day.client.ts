import { dateOf, londonClock } from '#lib/schedule/civil.ts';

/**
 * Makes days true at the real date, on a page that may be old: names "Today" and "Tomorrow", puts the right two days
 * where a page shows the first two (from the pages the build made for each day), and takes away days that have passed.
 * Where all have, it says so and points to the search, which works dates out itself.
 */
const now = londonClock(Date.now()).day;
const today = dateOf(now);
const NAMES = new Map([
  [today, 'Today'],
  [dateOf(now + 1), 'Tomorrow'],
]);

function name(day: Element): void {
  const word = NAMES.get(day.getAttribute('data-date') ?? '');
  const slot = day.querySelector('[data-relative]');
  if (word && slot) slot.textContent = word;
}

const dayPages = new Map<string, Promise<string | null>>();
const dayPage = (date: string) => {
  const asked =
    dayPages.get(date) ??
    fetch(`/whats-on/day/${date}/`).then(
      (reply) => (reply.ok ? reply.text() : null),
      () => null,
    );
  dayPages.set(date, asked);
  return asked;
};

function para(...words: (string | Node)[]): HTMLElement {
  const p = document.createElement('p');
  p.append(...words);
  return p;
}

/** The day's block of its own page, of one area where `area` names it, cut to as many as are shown here. */
async function dayBlock(date: string, most: number, area: string | undefined): Promise<Element | null> {
  const html = await dayPage(date);
  if (html === null) return null;
  const block = new DOMParser().parseFromString(html, 'text/html').querySelector('.day');
  const items = [...(block?.querySelectorAll('.path > li') ?? [])];
  const here = items.filter((i) => area === undefined || i.getAttribute('data-area') === area);
  const shown = new Set(here.slice(0, most));
  for (const item of items) if (!shown.has(item)) item.remove();
  if (shown.size === 0)
    block?.querySelector('.path')?.replaceWith(para('Nothing with a fixed time on this day.'));
  const heading = block?.querySelector('h2');
  if (heading) {
    const h3 = document.createElement('h3');
    h3.className = heading.className;
    h3.append(...heading.childNodes);
    heading.replaceWith(h3);
  }
  return block ?? null;
}

function allPassed(): HTMLElement {
  const way = document.createElement('a');
  way.href = '/find/#sort=soonest';
  way.textContent = 'search, soonest first';
  return para('The days on this page have passed. To see what is on now, ', way, '.');
}

const passed = (e: Element) => (e.getAttribute('data-date') ?? today) < today;

/** The first two days, wherever a page shows them. */
async function refresh(list: HTMLElement): Promise<void> {
  const days = [...list.querySelectorAll('.day')];
  if (!days.some(passed)) return;
  const most = Math.max(...days.map((d) => d.querySelectorAll('.path > li').length));
  const fresh = await Promise.all(days.map((_, i) => dayBlock(dateOf(now + i), most, list.dataset['area'])));
  const found = fresh.filter((d) => d !== null);
  list.replaceChildren(...(found.length > 0 ? found : [allPassed()]));
}

/** A page of many days loses those that have passed. */
function drop(list: Element): void {
  const days = [...list.querySelectorAll('.day')];
  if (days.length > 0 && days.every(passed)) list.replaceChildren(allPassed());
  for (const day of days.filter(passed)) day.remove();
}

await Promise.all([...document.querySelectorAll<HTMLElement>('[data-days]')].map(refresh));
for (const list of document.querySelectorAll('.day-page')) drop(list);
for (const day of document.querySelectorAll('.day[data-date]')) name(day);
for (const links of document.querySelectorAll('.day-links')) {
  for (const link of links.querySelectorAll('[data-link-to]'))
    if ((link.getAttribute('data-link-to') ?? today) < today) link.remove();
  if (links.childElementCount === 0) (links.closest('section') ?? links).remove();
}
