import type { CalendarOptions } from '#feeds/calendar/calendar.ts';
import type { Asset } from '#schemas/asset.ts';
import type { Catalogue } from './catalogue.ts';

/** What every calendar file of this build is made with. */
export const calendarOptions = (all: Catalogue): CalendarOptions => ({
  now: all.builtAt,
  host: new URL(all.site.url).hostname,
  pageUrl: (asset: Asset) => new URL(`/assets/${asset.id}/`, all.site.url).href,
  days: (asset, session) => all.days(asset, session),
  placeName: (place) => all.place(place).name,
});

/** A calendar as a reply (RFC 5545). */
export const calendarReply = (text: string, name: string): Response =>
  new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.ics"`,
    },
  });
