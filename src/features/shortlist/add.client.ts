import { MOST, writeLink } from '#lib/shortlist-link.ts';
import { addCodes, dropCode, isKept, listCodes, onListChange, watchTabs } from './store.ts';

/**
 * "Add to my list" on every page: buttons with `data-add`, whether the page was built with them or the find page draws
 * them later. The buttons are shown only where this script runs; it also keeps the number in the header.
 */
document.documentElement.classList.add('js');

const status = document.createElement('p');
status.className = 'list-said';
status.setAttribute('role', 'status');
document.body.append(status);

/** Says it to a screen reader; and to everyone, where it is a thing to know. */
function say(words: string, forAll = false): void {
  status.classList.toggle('vh', !forAll);
  status.textContent = words;
}
say('');

function draw(): void {
  const codes = listCodes();
  for (const button of document.querySelectorAll<HTMLElement>('[data-add]')) {
    const on = String(codes.includes(button.dataset['add'] ?? ''));
    if (button.getAttribute('aria-pressed') !== on) button.setAttribute('aria-pressed', on);
  }
  for (const dot of document.querySelectorAll<HTMLElement>('.count-dot')) {
    const words = codes.length > 0 ? String(codes.length) : '';
    if (dot.textContent !== words) dot.textContent = words;
  }
}

/** Puts a listing on the list or takes it off, and gives what to say of it. */
function press(button: HTMLElement): { words: string; forAll?: boolean } {
  const code = button.dataset['add'] ?? '';
  const name = button.dataset['name'] ?? 'It';
  if (listCodes().includes(code)) {
    dropCode(code);
    return { words: `${name} is off your list.` };
  }
  if (!addCodes([code]))
    return { words: `Your list is full: it holds ${MOST}. Take something off first.`, forAll: true };
  if (!isKept())
    return {
      words:
        'On your list, but this browser will not keep it. Press My list before you leave this page, and share or print it there.',
      forAll: true,
    };
  const n = listCodes().length;
  return { words: `${name} is on your list. ${n} ${n === 1 ? 'thing' : 'things'} on it now.` };
}

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest<HTMLElement>('[data-add]');
  if (button) {
    const { words, forAll = false } = press(button);
    say(words, forAll);
  }
  if (event.target.closest('[data-print]')) print();
  const share = event.target.closest<HTMLElement>('[data-share]');
  if (share) void import('./share.client.tsx').then(({ openShare }) => openShare(share));
  const link = event.target.closest<HTMLAnchorElement>('a[href="/list/"]');
  // A list that the browser does not keep travels in the address, after "#", where no server sees it.
  if (link && !isKept() && listCodes().length > 0) link.href = `/list/#${writeLink(listCodes())}`;
});

onListChange(draw);
watchTabs();
new MutationObserver(draw).observe(document.body, { childList: true, subtree: true });
draw();
