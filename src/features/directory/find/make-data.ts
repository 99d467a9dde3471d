import { tellUsOfAGroup } from '#lib/online.ts';
import { parsePhone } from '#lib/phone.ts';
import { shardCount } from '#lib/shard.ts';
import type { Catalogue } from '../catalogue.ts';
import type { FindData } from './data.ts';

/** What the find page is told, but for the search files of the build. */
export function findData({
  site,
  open,
  topics,
  crises,
}: Catalogue): Omit<FindData, 'words' | 'index' | 'version'> {
  return {
    shards: shardCount(open.length),
    mapFrom: site.map.pmtiles ? 'this site' : site.map.provider,
    phone: { text: site.phone, href: parsePhone(site.phone)?.href ?? '', hours: site.phoneHours },
    crises: crises.map(({ id, heading, lead, helplines, next, topics }) => ({
      id,
      heading,
      lead,
      helplines,
      next,
      topics,
    })),
    topics: Object.fromEntries(topics.map((t) => [t.id, { label: t.label, inline: t.inline }])),
    tellUs: tellUsOfAGroup,
    languages: site.languages,
    searchServer: site.searchServer,
  };
}
