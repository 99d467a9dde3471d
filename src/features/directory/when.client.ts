import { type Board, boardAt } from '#lib/schedule/board.ts';

/**
 * Makes the dates on a page current: a static page ages, and must not say "tomorrow" on the wrong day. Every block
 * with `data-schedule` is worked out again from the rules it carries. Runs on any page with cards.
 */
function write(parent: Element, lines: string[]): void {
  const small = parent.querySelector('small');
  parent.replaceChildren(...(small ? [small] : []));
  lines.forEach((line, i) => {
    if (i > 0) parent.append(document.createElement('br'));
    parent.append(line);
  });
}

function writeThen(block: Element, later: string[]): void {
  const list = block.querySelector('.then');
  const items = [...(list?.querySelectorAll('li') ?? [])];
  items.forEach((item, i) => {
    const slot = item.querySelector('.slot');
    const line = later[i];
    if (slot && line) slot.textContent = line;
    else item.remove();
  });
  if (later.length === 0) list?.remove();
}

export function show(block: HTMLElement, { lines, off, later }: Board): void {
  const board = block.querySelector('.board');
  if (!board) return;
  board.classList.toggle('board-off', off);
  if (off) board.querySelector('small')?.remove();
  write(board, block.dataset['short'] === undefined ? lines : [lines.join(', ')]);
  writeThen(block, later);
  block.querySelector('.as-of')?.remove();
}

for (const block of document.querySelectorAll<HTMLElement>('[data-schedule]'))
  try {
    show(block, boardAt(JSON.parse(block.dataset['schedule'] ?? ''), Date.now(), true));
  } catch {
    // A block that cannot be read keeps what the build wrote, with its "as of".
  }
