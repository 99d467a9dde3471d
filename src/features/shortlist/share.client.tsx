import { render } from 'preact';
import { useState } from 'preact/hooks';
import { writeLink } from '#lib/shortlist-link.ts';
import type { ListEntry } from './entry.ts';
import { lookUp } from './files.ts';
import { Ways } from './Ways.tsx';

/** The ways out of one listing, in a box over its page. */
function ShareBox({ entry, close }: { entry: ListEntry; close: () => void }) {
  const [said, say] = useState('');
  return (
    <>
      <h2 class="h2-s" id="share-title">
        Share {entry.card.name}
      </h2>
      <Ways codes={[entry.card.code]} entries={[entry]} say={say} />
      <p>
        <a href={`/list/#${writeLink([entry.card.code])}`}>Make a leaflet, or large print</a>
      </p>
      <p role="status">{said}</p>
      <p>
        <button type="button" class="btn" onClick={close}>
          Close
        </button>
      </p>
    </>
  );
}

/** Opens the box for the listing a button names with `data-share`. The page's own text links stay if this fails. */
export async function openShare(button: HTMLElement): Promise<void> {
  const { share, shards, version } = button.dataset;
  const dialog = document.createElement('dialog');
  dialog.className = 'share-box';
  dialog.setAttribute('aria-labelledby', 'share-title');
  document.body.append(dialog);
  dialog.addEventListener('close', () => {
    render(null, dialog);
    dialog.remove();
    button.focus();
  });
  const close = () => dialog.close();
  const { entries } = await lookUp([share ?? ''], { shards: Number(shards), version: version ?? '' });
  const [entry] = entries;
  render(
    entry ? (
      <ShareBox entry={entry} close={close} />
    ) : (
      <>
        <h2 class="h2-s" id="share-title">
          Sharing is not working just now
        </h2>
        <p>You can copy this page’s address, or print the page.</p>
        <button type="button" class="btn" onClick={close}>
          Close
        </button>
      </>
    ),
    dialog,
  );
  dialog.showModal();
}
