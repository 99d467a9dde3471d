import type { APIRoute, GetStaticPaths } from 'astro';
import { calendarOptions, calendarReply } from '#features/directory/calendars.ts';
import { catalogue } from '#features/directory/catalogue.ts';
import { assetCalendar, sessionCalendar } from '#feeds/calendar/calendar.ts';

/**
 * A calendar file for every listing with dates, `<id>.ics`, and where it has several sessions one for each,
 * `<id>-<number>.ics`, counted from 1.
 */
export const getStaticPaths = (async () => {
  const all = await catalogue();
  const options = calendarOptions(all);
  return all.open.flatMap((asset) => {
    const whole = assetCalendar(asset, options);
    if (!whole) return [];
    const files = [{ params: { file: asset.id }, props: { text: whole } }];
    if (asset.sessions.length > 1)
      asset.sessions.forEach((_, i) => {
        const text = sessionCalendar(asset, i, options);
        if (text) files.push({ params: { file: `${asset.id}-${i + 1}` }, props: { text } });
      });
    return files;
  });
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ text: string }> = ({ props, params }) =>
  calendarReply(props.text, params['file'] ?? 'waymark');
