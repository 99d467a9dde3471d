import type { Asset } from '#schemas/asset.ts';
import type { BankHolidays } from '#schemas/calendar.ts';
import type { Place } from '#schemas/place.ts';
import type { Practice } from '#schemas/practice.ts';
import type { Site } from '#schemas/site.ts';
import type { Team } from '#schemas/team.ts';
import type { Topic } from '#schemas/topic.ts';
import type { FormContent } from './outcome.ts';

/** The parts of the catalogue that the form uses. */
interface Source {
  site: Site;
  teams: readonly Team[];
  practices: readonly Practice[];
  places: readonly Place[];
  topics: readonly Topic[];
  bankHolidays: readonly BankHolidays[];
  assets: readonly Asset[];
}

/** The catalogue as the form needs it. */
export function formContent(all: Source): FormContent {
  const { areas } = all.site;
  return {
    teams: all.teams,
    practices: all.practices,
    places: all.places,
    areas,
    topics: all.topics,
    listing: (code) => all.assets.find((a) => a.code === code),
    holidays(team) {
      const areaIds = [...team.areas, ...team.places.map((id) => all.places.find((p) => p.id === id)?.area)];
      const nations = new Set(areas.filter((a) => areaIds.includes(a.id)).map((a) => a.nation));
      return new Set(
        all.bankHolidays.filter((b) => nations.has(b.nation)).flatMap((b) => b.days.map((d) => d.date)),
      );
    },
  };
}
