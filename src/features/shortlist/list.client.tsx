import { render } from 'preact';
import type { ListData } from './data.ts';
import { ListPage } from './ListPage.tsx';

/** Puts the list in place of the words that stand there where scripts are off. */
const root = document.querySelector('#list-app');
const json = document.querySelector('#list-data')?.textContent;
if (root && json) {
  const data: ListData = JSON.parse(json);
  root.replaceChildren();
  render(<ListPage data={data} />, root);
}
