import type { Token } from '#search/analyse/normalise.ts';
import { LIGHT, NEGATORS, WEAK } from '#search/analyse/words.ts';

const set = (words: string) => new Set(words.trim().split(/\s+/));

/** To lack one of these is the need itself: "no money", "no friends". Stems. */
const LACKS = set(`
  money food job work home house flat friend family heating heat car electric electricity gas bed income roof cash
  wage company energy sleep confidence hope clothe transport internet wifi water carpet cooker fridge visitor support
  qualification english skill deposit fixed abode address benefit strength appetite motivation nappy milk credit topup
  meter furniture purpose phone licence lift bus paper passport visa record respite break childcare
`);

/** "dont want to be lonely" is lonely: what follows one of these is not turned round. */
const STATES = set('be feel live end become stay lose');

/** Verbs that say what someone turns down, so that "dont want counselling" is no search for it. */
const WISHES = set('want need like fancy think wish');

/** "not good at reading" and "not able to" are not refusals. */
const ABLE = set(
  'able cope manage enough allowed safe well good sure get eat sleep work leave go coping sleeping managing',
);

const NONE: ReadonlySet<number> = new Set();

/** Where a turned-round stretch ends. */
const ENDS = set('but and just only except although though because still instead however im ive i my');

/** How many telling words one negator reaches over. */
const REACH = 3;

/**
 * Which words are turned round by a "not" before them: "not pregnant", "dont want counselling", "no kids", "without
 * drugs". `cant` is no such word, because what a person cannot do is what they need; nor is a lack ("no food").
 * `spent`: places of negators that already mean something in a phrase ("not himself").
 */
export function negated(tokens: readonly Token[], spent: ReadonlySet<number> = NONE): boolean[] {
  const out = tokens.map(() => false);
  for (let i = 0; i < tokens.length; i++) {
    if (spent.has(i)) continue;
    const from = opens(tokens, i);
    if (from === null) continue;
    let left = REACH;
    for (let j = from; j < tokens.length && left > 0; j++) {
      const word = tokens[j];
      if (!word || (word.breaks && j > from) || ENDS.has(word.word) || NEGATORS.has(word.word)) break;
      if (LIGHT.has(word.word) || WEAK.has(word.word)) continue;
      out[j] = true;
      left--;
    }
  }
  return out;
}

/** Where the reach of a negator at `i` begins, or null where nothing is turned round. */
function opens(tokens: readonly Token[], i: number): number | null {
  const word = tokens[i]?.word ?? '';
  const near = tokens.slice(i + 1, i + 4);
  const end = near.findIndex((t) => t.breaks || ENDS.has(t.word));
  const rest = end < 0 ? near : near.slice(0, end);
  const next = rest[0];
  if (!next) return null;
  if (word === 'instead' || word === 'rather')
    return next.word === 'of' || next.raw === 'than' ? i + 2 : null;
  if (!NEGATORS.has(word)) return null;
  const telling = rest.find((t) => !LIGHT.has(t.word) && !WEAK.has(t.word));
  if (telling && LACKS.has(telling.stem) && !rest.some((t) => WISHES.has(t.word))) return null;
  if (word === 'never' && rest.some((t) => t.word === 'been') && rest.some((t) => t.word === 'to'))
    return null;
  if (word === 'no' || word === 'without' || word === 'nor' || word === 'neither') return i + 1;
  const wish = rest.findIndex((t) => WISHES.has(t.word));
  if (wish >= 0) return rest.slice(wish + 1).some((t) => STATES.has(t.stem)) ? null : i + 2 + wish;
  if (word === 'dont' || word === 'wont') return rest.some((t) => t.word === 'have') ? i + 1 : null;
  if (ABLE.has(next.word) || ABLE.has(next.stem)) return null;
  return i + 1;
}
