import { describe, expect, it } from 'vitest';
import { addMonths, londonDate } from '#lib/dates.ts';
import { contentDir, readContent } from '#schemas/read.ts';

/** Months of bank holidays that must lie ahead. The government publishes two to three years. */
const MONTHS = 9;

const { content } = await readContent(contentDir());
const nations = [...new Set((content?.site.areas ?? []).map((area) => area.nation))];
const today = londonDate(new Date());

/** What an editor reads when the table runs out. */
function problemOf(nation: string): string | null {
  const table = content?.bankHolidays.find((b) => b.nation === nation);
  const file = `content/calendar/bank-holidays-${nation}.yaml`;
  if (!table) return `${file} is missing. Copy the dates from https://www.gov.uk/bank-holidays`;
  const last =
    table.days
      .map((d) => d.date)
      .sort()
      .at(-1) ?? '';
  const needed = addMonths(today, MONTHS);
  if (last >= needed) return null;
  return `${file} ends on ${last}, less than ${MONTHS} months ahead. Add the dates up to at least ${needed} from ${table.source}`;
}

describe('the bank-holiday tables', () => {
  it('serve at least one nation', () => expect(nations.length).toBeGreaterThan(0));

  it.each(nations)(`of %s reach ${MONTHS} months ahead`, (nation) => expect(problemOf(nation)).toBeNull());

  it.each(content?.bankHolidays.map((b) => [b.nation, b] as const) ?? [])(
    'of %s name each day once',
    (_, table) => {
      const dates = table.days.map((d) => d.date);
      expect(new Set(dates).size).toBe(dates.length);
    },
  );
});
