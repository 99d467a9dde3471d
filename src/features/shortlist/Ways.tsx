import { useState } from 'preact/hooks';
import { writeLink } from '#lib/shortlist-link.ts';
import { listMail, listText, mailHref, NEUTRAL_NAME, textHref } from '#lib/shortlist-text.ts';
import { Icon } from '#ui/icon/Icon.tsx';
import { hasDates, listCalendar } from './calendar.ts';
import type { ListEntry } from './entry.ts';
import { messageItem } from './message.ts';
import { Qr } from './Qr.tsx';

interface Props {
  /** Everything the link holds, in order: codes of listings that have closed too. */
  codes: readonly string[];
  /** Those that can be said something of. */
  entries: readonly ListEntry[];
  /** Says something to a screen reader. */
  say: (words: string) => void;
  /** Prints, where there is something to print here. */
  onPrint?: (() => void) | undefined;
}

type Open = 'code' | 'text' | 'link' | null;

/** The address of a list on this site. */
export const listAddress = (codes: readonly string[]) => `${location.origin}/list/#${writeLink(codes)}`;

const isPrivate = (entries: readonly ListEntry[]) => entries.some((e) => e.discreet);

/** Copies text; where the browser does not allow it, says so, and the text stands there to be copied by hand. */
async function copy(words: string, what: string, say: (words: string) => void): Promise<void> {
  try {
    await navigator.clipboard.writeText(words);
    say(`${what} copied.`);
  } catch {
    say(`This browser did not let us copy. Select the ${what.toLowerCase()} and copy it yourself.`);
  }
}

/** Hands the browser a calendar file. */
function saveCalendar(entries: readonly ListEntry[]): void {
  const discreet = isPrivate(entries);
  const words = listCalendar(entries, {
    now: Date.now(),
    host: location.hostname,
    name: discreet ? 'Dates' : 'My list',
  });
  if (!words) return;
  const url = URL.createObjectURL(new Blob([words], { type: 'text/calendar' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: 'my-list.ics' });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** What to think of before a text goes to a phone that someone else may read. */
function Care() {
  return (
    <p class="note note-s">
      <Icon name="care" />
      <span>
        <b>Think before you send.</b> Could someone else see this phone? The message says only “{NEUTRAL_NAME}
        ”, but the link opens the real page. If you are not sure, say it out loud or show the code instead.
      </span>
    </p>
  );
}

function TextWay({ entries, link, say }: { entries: readonly ListEntry[]; link: string; say: Props['say'] }) {
  const [open, setOpen] = useState(false);
  const words = listText(
    entries.map((e) => messageItem(e, Date.now())),
    link,
    open,
  );
  return (
    <div class="way" id="way-text">
      {isPrivate(entries) && (
        <>
          <Care />
          <label class="check">
            <input type="checkbox" checked={open} onChange={(e) => setOpen(e.currentTarget.checked)} />
            Use the real name. I know it is safe
          </label>
        </>
      )}
      <label for="text-words">The message, {words.length} letters</label>
      <textarea id="text-words" rows={6} readOnly value={words} />
      <div class="ways">
        <a class="btn" href={textHref(words)}>
          <Icon name="message" />
          Open in messages
        </a>
        <button type="button" class="btn" onClick={() => copy(words, 'Message', say)}>
          Copy the message
        </button>
      </div>
    </div>
  );
}

function CodeWay({ link }: { link: string }) {
  return (
    <div class="way" id="way-code">
      <p>Point a phone’s camera at this. The list opens there, with nothing to install.</p>
      <Qr text={link} class="qr-big" label="QR code with the link to this list" />
    </div>
  );
}

function LinkWay({ link }: { link: string }) {
  return (
    <div class="way" id="way-link">
      <label for="link-words">The link. It holds no names</label>
      <input id="link-words" type="text" readOnly value={link} onFocus={(e) => e.currentTarget.select()} />
    </div>
  );
}

/** The phone's own share sheet, where there is one. */
async function share(entries: readonly ListEntry[], link: string): Promise<void> {
  const neutral = isPrivate(entries);
  const [only] = entries;
  const title = neutral ? NEUTRAL_NAME : entries.length === 1 && only ? only.card.name : 'Places to try';
  try {
    await navigator.share({ title, url: link });
  } catch {
    // The person closed the sheet, or the phone has nothing to share with: nothing has been sent.
  }
}

/** Every way to hand a list over. One panel is open at a time. */
export function Ways({ codes, entries, say, onPrint }: Props) {
  const [open, setOpen] = useState<Open>(null);
  const link = listAddress(codes);
  const mail = listMail(
    entries.map((e) => messageItem(e, Date.now())),
    link,
  );
  const toggle = (which: Exclude<Open, null>) => ({
    type: 'button' as const,
    class: 'btn',
    'aria-expanded': open === which,
    'aria-controls': `way-${which}`,
    onClick: () => setOpen(open === which ? null : which),
  });
  return (
    <div>
      <div class="ways">
        <button {...toggle('code')}>
          <Icon name="qr" />
          Show a QR code
        </button>
        <button {...toggle('text')}>
          <Icon name="message" />
          Text it
        </button>
        {onPrint && (
          <button type="button" class="btn" onClick={onPrint}>
            <Icon name="print" />
            Print it
          </button>
        )}
        <button
          {...toggle('link')}
          onClick={() => {
            setOpen('link');
            void copy(link, 'Link', say);
          }}
        >
          Copy the link
        </button>
        <a class="btn" href={mailHref(mail)}>
          Email it
        </a>
        {'share' in navigator && (
          <button type="button" class="btn" onClick={() => share(entries, link)}>
            <Icon name="share" />
            Share another way
          </button>
        )}
        {entries.some(hasDates) && (
          <button type="button" class="btn" onClick={() => saveCalendar(entries)}>
            <Icon name="clock" />
            Put the dates in a calendar
          </button>
        )}
      </div>
      {open === 'code' && <CodeWay link={link} />}
      {open === 'text' && <TextWay entries={entries} link={link} say={say} />}
      {open === 'link' && <LinkWay link={link} />}
    </div>
  );
}
