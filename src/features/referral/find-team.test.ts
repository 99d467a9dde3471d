import { beforeAll, describe, expect, it } from 'vitest';
import { contentDir, readContent } from '#schemas/read.ts';
import { findTeams, practiceLabel, type TeamData } from './find-team.ts';

let data: TeamData;
beforeAll(async () => {
  const { content } = await readContent(contentDir());
  if (!content) throw new Error('no content');
  data = {
    teams: content.teams,
    practices: content.practices,
    places: content.places,
    areas: content.site.areas,
  };
});

describe('finding a team, on our own content', () => {
  it('leads from every surgery, as the list offers it, to its team', () => {
    for (const p of data.practices) {
      const found = findTeams(data, practiceLabel(p, data.places));
      expect(
        found.teams.map((t) => t.id),
        p.name,
      ).toContain(p.team);
      expect(found.elsewhere).toBe(false);
    }
  });

  it('leads from every place to at least one team', () => {
    const lost = data.places.filter((p) => findTeams(data, p.name).teams.length === 0).map((p) => p.name);
    expect(lost).toEqual([]);
  });

  it.each(['wn7 1ab', 'WN7', 'leigh', 'LEIGH ', 'Wigan', 'Glasgow'])('finds somebody for "%s"', (text) => {
    expect(findTeams(data, text).teams.length).toBeGreaterThan(0);
  });

  it('knows a postcode from elsewhere, and says nothing of words it does not know', () => {
    expect(findTeams(data, 'EH1 1YZ')).toMatchObject({ elsewhere: true, teams: [] });
    expect(findTeams(data, 'asdfgh')).toMatchObject({ elsewhere: false, teams: [] });
    expect(findTeams(data, '   ')).toMatchObject({ elsewhere: false, teams: [] });
  });
});
