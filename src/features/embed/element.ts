import { boardAt } from '#lib/schedule/board.ts';
import { type Asked, askedFor, filesFor, pick } from './pick.ts';
import type { EmbedFile, EmbedRow } from './rows.ts';
import { STYLE } from './style.ts';

/**
 * `<waymark-list need="loneliness" place="leigh" limit="5">`: a live list for another site, such as a surgery's. It
 * reads plain files from where this script came from, and sets nothing, sends nothing and keeps nothing. Until they
 * are there, and if they never are, the page shows what stands inside the element: a plain link.
 */

const script = document.currentScript;
/** Where this script came from is where the lists are. */
const origin = new URL(script instanceof HTMLScriptElement ? script.src : location.href).origin;
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

type Child = Node | string;

function el(tag: string, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const linkTo = (path: string, words: string) => el('a', { href: origin + path }, words);

function boardOf(row: EmbedRow): { lines: string[]; off: boolean } {
  return row.schedule ? boardAt(row.schedule, Date.now(), true) : { lines: row.board, off: row.off === 1 };
}

function item(row: EmbedRow, level: number): HTMLElement {
  const board = boardOf(row);
  const fact = (label: string, value: string) => el('div', {}, el('dt', {}, label), el('dd', {}, value));
  return el(
    'li',
    {},
    el(`h${level}`, {}, linkTo(`/assets/${row.id}/`, row.name)),
    el('p', {}, row.what),
    el('p', { class: board.off ? 'board off' : 'board' }, board.lines.join(', ')),
    ...(row.rule ? [el('p', { class: 'small' }, row.rule)] : []),
    ...(row.warning ? [el('p', { class: 'note' }, row.warning)] : []),
    el('dl', {}, fact('Where', row.where), fact('Cost', row.cost), fact('To join', row.join)),
    el('p', { class: 'small' }, row.checked),
  );
}

async function fetchFiles(asked: Asked): Promise<EmbedFile[]> {
  return Promise.all(
    filesFor(asked).map(async (path) => {
      const reply = await fetch(origin + path, { credentials: 'omit', referrerPolicy: 'no-referrer' });
      if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
      return reply.json();
    }),
  );
}

class WaymarkList extends HTMLElement {
  static observedAttributes = ['need', 'place', 'codes', 'limit', 'heading'];
  #root = this.attachShadow({ mode: 'open' });
  #turn = 0;

  connectedCallback(): void {
    this.#root.adoptedStyleSheets = [sheet];
    if (!this.#root.firstChild) this.#root.append(el('slot'));
    void this.#load();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) void this.#load();
  }

  /** Fetches and shows; only the newest request draws. */
  async #load(): Promise<void> {
    const turn = ++this.#turn;
    const asked = askedFor((name) => this.getAttribute(name));
    const section = await fetchFiles(asked)
      .then((files) => this.#draw(files, asked))
      // What stands inside the element is the way on: a link that the editor's page has anyway.
      .catch(() => el('section', {}, el('p', {}, 'This list cannot be shown just now.'), el('slot')));
    if (turn === this.#turn) this.#root.replaceChildren(section);
  }

  #draw(files: EmbedFile[], asked: Asked): HTMLElement {
    const wanted = Number(this.getAttribute('heading') ?? 3);
    const level = wanted >= 2 && wanted <= 5 ? wanted : 3;
    const [file] = files;
    if (!file) throw new Error('nothing was asked for');
    const title = asked.codes.length > 0 ? 'Places to try' : file.title;
    const rows = pick(files, asked);
    const more = asked.codes.length > 0 ? '/' : file.more;
    return el(
      'section',
      { lang: 'en-GB', 'aria-label': title },
      el(`h${level}`, {}, title),
      rows.length > 0
        ? el('ul', { role: 'list' }, ...rows.map((row) => item(row, level + 1)))
        : el('p', {}, 'Nothing is listed for this just now.'),
      el('p', { class: 'more' }, linkTo(more, `See more on ${file.site}`)),
    );
  }
}

if (!customElements.get('waymark-list')) customElements.define('waymark-list', WaymarkList);
