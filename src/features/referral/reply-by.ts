const DAY = 86_400_000;

/**
 * The day by which a team replies: `days` working days after `today` (YYYY-MM-DD), Saturdays, Sundays and
 * `holidays` left out. Times do not matter: it is the last day, not the last hour.
 */
export function replyBy(today: string, days: number, holidays: ReadonlySet<string>): string {
  let at = Date.parse(`${today}T00:00:00Z`);
  for (let left = days; left > 0; ) {
    at += DAY;
    const date = new Date(at);
    const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
    if (!weekend && !holidays.has(date.toISOString().slice(0, 10))) left--;
  }
  return new Date(at).toISOString().slice(0, 10);
}
