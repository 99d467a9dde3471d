/** The page where an editor makes the snippet: every choice is written out, and shown as it will look. */
import { frameHeight } from './files.ts';
import { askedFor } from './pick.ts';

const form = document.querySelector<HTMLFormElement>('#compose');
const script = document.querySelector<HTMLTextAreaElement>('#snippet');
const frame = document.querySelector<HTMLTextAreaElement>('#frame-snippet');
const preview = document.querySelector('waymark-list');
const said = document.querySelector('#copied');

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

function write(): void {
  if (!form || !script || !frame || !preview) return;
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const asked = askedFor((name) => text(name) || null);
  const chosen: [string, string][] = asked.codes.length
    ? [['codes', asked.codes.join(' ')]]
    : [
        ['need', asked.need ?? ''],
        ['place', asked.place ?? ''],
        ['limit', String(asked.limit)],
      ];
  const given = chosen.filter(([, value]) => value !== '');
  for (const name of ['codes', 'need', 'place', 'limit']) {
    const value = given.find(([n]) => n === name)?.[1];
    if (value === undefined) preview.removeAttribute(name);
    else if (preview.getAttribute(name) !== value) preview.setAttribute(name, value);
  }
  const more = asked.need ? `/needs/${asked.need}/` : asked.place ? `/places/${asked.place}/` : '/';
  const href = location.origin + (asked.place?.startsWith('area-') && !asked.need ? '/places/' : more);
  const attributes = given.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
  script.value = [
    `<script src="${location.origin}/embed/waymark-list.js" defer></script>`,
    `<waymark-list${attributes}>`,
    `  <a href="${href}">Find local help on ${form.dataset['site']}</a>`,
    '</waymark-list>',
  ].join('\n');
  const src = `${location.origin}/embed/frame/#${new URLSearchParams(given)}`;
  const rows = asked.codes.length || asked.limit;
  frame.value = `<iframe src="${escaped(src)}" title="Local help" width="100%" height="${frameHeight(rows)}" loading="lazy"></iframe>`;
}

form?.addEventListener('input', write);
form?.addEventListener('submit', (event) => event.preventDefault());
for (const button of document.querySelectorAll<HTMLElement>('[data-copy]'))
  button.addEventListener('click', async () => {
    const box = document.querySelector<HTMLTextAreaElement>(`#${button.dataset['copy']}`);
    box?.select();
    const done = await navigator.clipboard.writeText(box?.value ?? '').then(
      () => true,
      () => false,
    );
    if (said)
      said.textContent = done ? 'Copied.' : 'The text is selected. Copy it with your keyboard or your phone.';
  });
write();
