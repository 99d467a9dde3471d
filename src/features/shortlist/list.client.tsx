import { render } from 'preact';
import type { ListData } from './data.ts';
import { ListPage } from './ListPage.tsx';
import type { OpenListMap } from './OnMap.tsx';

/** Puts the list in place of the words that stand there where scripts are off. */
export function startList(openMap: OpenListMap): void {
  const root = document.querySelector('#list-app');
  const json = document.querySelector('#list-data')?.textContent;
  if (root && json) {
    const data: ListData = JSON.parse(json);
    root.replaceChildren();
    render(<ListPage data={data} openMap={openMap} />, root);
  }
}
