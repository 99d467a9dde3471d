import type { APIRoute, GetStaticPaths } from 'astro';
import { calendarOptions, calendarReply } from '#features/directory/calendars.ts';
import { catalogue } from '#features/directory/catalogue.ts';
import { collectionCalendar } from '#feeds/calendar/calendar.ts';

/** A calendar to subscribe to: everything with dates for one place. */
export const getStaticPaths = (async () => {
  const all = await catalogue();
  const options = calendarOptions(all);
  return all.places.map((item) => ({
    params: { id: item.id },
    props: { text: collectionCalendar(`${all.site.name}: ${item.name}`, all.inPlace(item), options) },
  }));
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ text: string }> = ({ props, params }) =>
  calendarReply(props.text, params['id'] ?? 'waymark');
