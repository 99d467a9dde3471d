import { normalisePostcode, outcodeOf } from '#lib/postcode.ts';
import type { Place } from '#schemas/place.ts';
import type { Practice } from '#schemas/practice.ts';
import type { Area } from '#schemas/site.ts';
import type { Team } from '#schemas/team.ts';

/** Our own data, which is all that finding a team needs: nothing typed goes to anyone else. */
export interface TeamData {
  teams: readonly Team[];
  practices: readonly Practice[];
  places: readonly Place[];
  areas: readonly Pick<Area, 'id' | 'name'>[];
}

/** What a person's words led to. */
export interface FoundTeams {
  /** The surgery, where they named one. */
  practice: Practice | undefined;
  teams: Team[];
  /** True where it was a postcode of somewhere we do not cover. */
  elsewhere: boolean;
}

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\b(the|dr|drs|surgery|medical|practice|centre|center|health|gp|in|near)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Teams that cover a place: those that name it, or else those that cover its area. */
function teamsAt(data: TeamData, place: Place): Team[] {
  const named = data.teams.filter((t) => t.places.includes(place.id));
  return named.length > 0 ? named : data.teams.filter((t) => t.areas.includes(place.area));
}

const unique = (teams: Team[]) => [...new Set(teams)];

/** The label of a surgery in the list of suggestions: "Bryn Street Surgery, Ashton". */
export const practiceLabel = (p: Practice, places: readonly Place[]) => {
  const place = places.find((x) => x.id === p.place)?.name;
  return place && !p.name.includes(place) ? `${p.name}, ${place}` : p.name;
};

/** Finds the team for a surgery, a postcode, a place or an area, as someone wrote it. */
export function findTeams(data: TeamData, written: string): FoundTeams {
  const none: FoundTeams = { practice: undefined, teams: [], elsewhere: false };
  const text = plain(written);
  if (!written.trim()) return none;
  const ofPractice = (practice: Practice): FoundTeams => ({
    practice,
    teams: data.teams.filter((t) => t.id === practice.team),
    elsewhere: false,
  });
  const surgeries = data.practices.filter((p) =>
    [p.name, practiceLabel(p, data.places), `${p.name} ${p.postcode}`].some((n) => plain(n) === text && text),
  );
  const [surgery] = surgeries;
  if (surgery && surgeries.length === 1) return ofPractice(surgery);
  if (surgeries.length > 1) return { ...none, teams: unique(surgeries.flatMap((p) => ofPractice(p).teams)) };
  const outcode = outcodeOf(written);
  if (outcode) {
    const whole = normalisePostcode(written);
    const there = data.practices.filter((p) => p.postcode === whole);
    if (there[0] && there.length === 1) return ofPractice(there[0]);
    const teams = unique(
      data.places.filter((p) => p.outcodes.includes(outcode)).flatMap((p) => teamsAt(data, p)),
    );
    return { ...none, teams, elsewhere: teams.length === 0 };
  }
  if (!text) return none;
  const places = data.places.filter((p) => [p.name, ...p.otherNames].some((n) => plain(n) === text));
  if (places.length > 0) return { ...none, teams: unique(places.flatMap((p) => teamsAt(data, p))) };
  const area = data.areas.find(
    (a) => plain(a.name) === text || a.id === text || plain(a.name).split(' ')[0] === text,
  );
  if (area) return { ...none, teams: data.teams.filter((t) => t.areas.includes(area.id)) };
  const words = text.split(' ');
  const like = data.practices.filter((p) => {
    const name = plain(practiceLabel(p, data.places)).split(' ');
    return words.every((w) => w.length > 1 && name.some((n) => n.startsWith(w)));
  });
  if (like[0] && like.length === 1) return ofPractice(like[0]);
  const near = data.places.filter(
    (p) =>
      words.length > 1 &&
      [p.name, ...p.otherNames].some((n) => plain(n) !== '' && ` ${text} `.includes(` ${plain(n)} `)),
  );
  return {
    ...none,
    teams: unique([...like.flatMap((p) => ofPractice(p).teams), ...near.flatMap((p) => teamsAt(data, p))]),
  };
}
