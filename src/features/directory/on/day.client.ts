import { dateOf, londonClock } from '#lib/schedule/civil.ts';

/**
 * Names days "Today" and "Tomorrow" at the real date, and on a page that has aged swaps the first two days of the home
 * page for the right ones, from the pages the build made for each day. Days past every page are left with their dates,
 * which stay true.
 */
const today = londonClock(Date.now()).day;
const NAMES = new Map([
  [dateOf(today), 'Today'],
  [dateOf(today + 1), 'Tomorrow'],
]);

function name(day: Element): void {
  const word = NAMES.get(day.getAttribute('data-date') ?? '');
  const slot = day.querySelector('[data-relative]');
  if (word && slot) slot.textContent = word;
}

/** The day's block of its own page, cut to as many as the home page shows. */
async function dayBlock(date: string, most: number): Promise<Element | null> {
  const reply = await fetch(`/whats-on/day/${date}/`).catch(() => undefined);
  if (!reply?.ok) return null;
  const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
  const block = page.querySelector('.day');
  for (const extra of [...(block?.querySelectorAll('.path > li') ?? [])].slice(most)) extra.remove();
  const heading = block?.querySelector('h2');
  if (heading) {
    const h3 = document.createElement('h3');
    h3.className = heading.className;
    h3.append(...heading.childNodes);
    heading.replaceWith(h3);
  }
  return block ?? null;
}

async function refresh(list: Element): Promise<void> {
  const days = [...list.querySelectorAll('.day')];
  const most = Math.max(...days.map((d) => d.querySelectorAll('.path > li').length));
  if (days[0]?.getAttribute('data-date') === dateOf(today)) return;
  const fresh = await Promise.all(days.map((_, i) => dayBlock(dateOf(today + i), most)));
  if (fresh.every((d) => d !== null)) list.replaceChildren(...fresh);
}

const lists = [...document.querySelectorAll('[data-days]')];
await Promise.all(lists.map(refresh));
for (const day of document.querySelectorAll('.day[data-date]')) name(day);
