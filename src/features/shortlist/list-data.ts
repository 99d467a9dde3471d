import { shardCount } from '#lib/shard.ts';
import type { Site } from '#schemas/site.ts';
import type { Team } from '#schemas/team.ts';
import type { ListData } from './data.ts';
import type { FilesAt } from './files.ts';

/** Where the files of this build are, for every page with a button that opens them. */
export const filesAt = (listings: number, builtAt: Date): FilesAt => ({
  shards: shardCount(listings),
  version: builtAt.getTime().toString(36),
});

/** What the list page is told by the build. */
export function listData(site: Site, teams: readonly Team[], at: FilesAt): ListData {
  return {
    ...at,
    siteName: site.name,
    phone: site.phone,
    phoneHours: site.phoneHours,
    teams: teams.map(({ id, name, contact, areas }) => ({
      id,
      name,
      phone: contact.phone,
      hours: contact.hours,
      areas,
    })),
    demonstration: site.demonstration,
    mapFrom: site.map.pmtiles ? 'this site' : site.map.provider,
  };
}
