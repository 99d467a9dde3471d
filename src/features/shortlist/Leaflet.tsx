import { dayOf, londonClock } from '#lib/schedule/civil.ts';
import { currentWords } from '#lib/schedule/current.ts';
import { fullDate, timesWords } from '#lib/schedule/words.ts';
import { messageDate, NEUTRAL_NAME } from '#lib/shortlist-text.ts';
import { Icon } from '#ui/icon/Icon.tsx';
import { Plaque } from '#ui/mark/Plaque.tsx';
import { checkedWords, type ListEntry } from './entry.ts';
import { Qr } from './Qr.tsx';
import { listAddress } from './Ways.tsx';

/** Number words for a title: "Three places to try". */
const SMALL = ['', 'A place', 'Two places', 'Three places', 'Four places', 'Five places', 'Six places'];

/** What the link worker and the person choose for the paper. Lives in this page and nowhere else. */
export interface Paper {
  large: boolean;
  plan: boolean;
  /** Print the real names of discreet listings. */
  open: boolean;
  /** Typed, printed, never kept. */
  next: string;
  later: string;
  from: string;
  /** Codes of listings whose first step has been ticked. */
  done: ReadonlySet<string>;
}

/** Whom to ring when stuck. */
export interface Contact {
  name: string;
  phone: string;
  hours: string;
}

interface Props {
  entries: readonly ListEntry[];
  /** Every code of the link on the paper, those of closed listings too. */
  codes: readonly string[];
  paper: Paper;
  team: Contact;
  siteName: string;
}

/**
 * The date to go, and the one or two after it. Paper lies about for weeks, so it never says "today" or "open now": it has
 * the day and the date, or the opening hours.
 */
function When({ entry, dates }: { entry: ListEntry; dates: number }) {
  const { card, asBuilt } = entry;
  const slots = card.schedule ? currentWords(card.schedule, Date.now(), dates).slots : [];
  const [next, ...later] = slots;
  if (!next) {
    return (
      <p class={card.rule || card.board.off ? 'a4-when a4-off' : 'a4-when'}>
        <b>{card.rule ?? asBuilt?.join('. ') ?? card.board.lines.join('. ')}</b>
      </p>
    );
  }
  const label = next.label ? `, ${next.label}` : '';
  return (
    <p class={next.state === 'on' ? 'a4-when' : 'a4-when a4-off'}>
      <b>
        {fullDate(dayOf(next.date))}, {timesWords(next.start, next.end)}
        {label}
      </b>
      {next.note && <span> {next.note}.</span>}
      {later.length > 0 && <span> then {later.map((s) => messageDate(dayOf(s.date))).join(' and ')}</span>}
    </p>
  );
}

function Row({ label, children }: { label: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Where, cost and how to join. Of a discreet listing only the number: paper lies where others see it. */
function Facts({ entry, hidden }: { entry: ListEntry; hidden: boolean }) {
  const { card, phone, text, who, email } = entry;
  const call = phone ?? text;
  const reach = call ? (
    <>
      {phone ? 'Phone' : 'Text'} {!hidden && who} <b class="tel">{call.text}</b>
      {entry.hours && <span class="a4-hours"> {entry.hours}</span>}
    </>
  ) : (
    email && !hidden && <>Email {email}</>
  );
  if (hidden) return <dl>{reach && <Row label="To join">{reach}</Row>}</dl>;
  return (
    <dl>
      <Row label="Where">
        {entry.address ?? card.where}
        {entry.getting && <span class="a4-getting">{entry.getting}</span>}
      </Row>
      <Row label="Cost">{[card.cost, card.costMore].filter(Boolean).join('. ')}</Row>
      <Row label="To join">
        {card.join}
        {reach && <>. {reach}</>}
      </Row>
    </dl>
  );
}

/** One listing. Where there is `room` it has more dates, and a code of its own: the list's code leads to it too. */
function Stop({ entry, paper, room }: { entry: ListEntry; paper: Paper; room: boolean }) {
  const { card } = entry;
  const hidden = entry.discreet && !paper.open;
  const done = paper.done.has(card.code);
  return (
    <li>
      <div class="a4-stop">
        <h2>
          {!hidden && <Plaque need={card.topics[0] ?? 'loneliness'} small />}
          <span>{hidden ? NEUTRAL_NAME : card.name}</span>
        </h2>
        {room && (
          <div class="a4-qr">
            <Qr text={listAddress([card.code])} />
            <p>Scan to see it now</p>
          </div>
        )}
        {!hidden && <p>{card.what}</p>}
        <When entry={entry} dates={room ? 3 : 2} />
        <Facts entry={entry} hidden={hidden} />
        {card.late && <p class="a4-late">Late for a check. Phone before you go.</p>}
        {paper.plan && (
          <p class="a4-first">
            <span class={done ? 'a4-box a4-done' : 'a4-box'}>{done && <Icon name="tick" />}</span>
            <span>
              First step{done && ' (done)'}: {entry.first ?? card.join}
            </span>
          </p>
        )}
        <p class="a4-checked">{checkedWords(entry)}.</p>
      </div>
    </li>
  );
}

/** Lines to write on, or what was typed. */
function Plan({ paper }: { paper: Paper }) {
  const box = (title: string, typed: string) => (
    <section>
      <h2>{title}</h2>
      {typed.trim() ? <p>{typed}</p> : <div class="a4-lines" aria-hidden="true" />}
    </section>
  );
  return (
    <div class="a4-plan">
      {box('What I want to do next', paper.next)}
      {box('In the longer term', paper.later)}
    </div>
  );
}

/** The landscape at the head: flat, like a railway poster, and only light on a black and white printer. */
function Land() {
  return (
    <div class="a4-land">
      <svg viewBox="0 40 1280 110" preserveAspectRatio="xMaxYMax slice" aria-hidden="true">
        <path fill="var(--hill-far)" d="M0 108C220 76 430 96 640 74s300-42 640-26v102H0z" />
        <path fill="var(--hill-mid)" d="M0 128c240-26 470-6 720-30s330-30 560-18v70H0z" />
        <path fill="var(--hill-near)" d="M0 142c300-12 560 2 820-14s280-26 460-14v36H0z" />
        <path
          fill="none"
          stroke="var(--dash)"
          stroke-width="6"
          stroke-linecap="round"
          stroke-dasharray="16 15"
          d="M800 160c60-18 150-10 220-20s80-22 110-24"
        />
        <path fill="var(--post-wood)" d="M1150 66l22-7v68h-22z" />
        <path fill="var(--mark)" d="M1143 74h44l12 12-12 12h-44z" />
      </svg>
    </div>
  );
}

/** The A4 page: a preview on screen, the whole thing on paper. At most three listings a page, none cut in two. */
export function Leaflet({ entries, codes, paper, team, siteName }: Props) {
  const n = entries.length;
  const size = paper.large ? 'a4-large' : n <= 2 ? 'a4-few' : n > 3 ? 'a4-many' : '';
  const demonstration = entries.some((e) => e.card.demonstration);
  const today = fullDate(londonClock(Date.now()).day, true);
  return (
    <article class={`a4 ${size}`} aria-label="Leaflet">
      <header>
        <div class="a4-qr">
          <Qr text={listAddress(codes)} label="QR code with the link to this list" />
          <p>{n === 1 ? 'Scan to see it' : 'Scan for this list'}</p>
        </div>
        <Land />
        <h1>{SMALL[n] ?? `${n} places`} to try</h1>
        <p class="a4-who">
          {paper.from.trim() ? `Chosen with ${paper.from.trim()} on ` : `Printed from ${siteName} on `}
          {today}.
        </p>
      </header>
      <ol>
        {entries.map((entry) => (
          <Stop key={entry.card.code} entry={entry} paper={paper} room={n === 2 && !paper.large} />
        ))}
      </ol>
      <div class="a4-end">
        {paper.plan && <Plan paper={paper} />}
        <footer>
          <p class="a4-stuck">
            <b>Stuck?</b> Phone {team.name} on <b class="tel">{team.phone}</b>, {team.hours}.
          </p>
          <p class="a4-urgent">
            <b>If you cannot keep yourself safe, call 999.</b> To talk, day or night, free: Samaritans{' '}
            <b class="nowrap">116 123</b>. NHS <b>111</b>, then press 2.
          </p>
          <p class="a4-fine">
            Things change, so phone before you set off.
            {demonstration && ' This is a demonstration: groups are invented.'}
          </p>
        </footer>
      </div>
    </article>
  );
}
