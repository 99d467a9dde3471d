import { nearest } from '#lib/nearest.ts';
import { fileOf, knownIds, type Named, type Report, unknown } from '#schemas/check/known.ts';
import type { CollectionName } from '#schemas/collections.ts';
import { fieldName, type Problem } from '#schemas/problem.ts';
import type { Content } from '#schemas/read.ts';

type Path = (string | number)[];

/** Looks up ids on behalf of one file, and reports those that nothing has. */
function lookUp(content: Content, problems: Problem[], report: Report) {
  const ids = new Map<Named, Set<string>>();
  const known = (collection: Named) => {
    const found = ids.get(collection) ?? knownIds(content, problems, collection);
    ids.set(collection, found);
    return found;
  };
  const areas = new Set(content.site.areas.map((a) => a.id));
  return (from: CollectionName, id: string) => {
    const file = fileOf(from, id);
    const one = (collection: Named, path: Path, named: string | undefined) => {
      if (named !== undefined && !known(collection).has(named))
        report.problem(file, fieldName(path), unknown(collection, named, known(collection)));
    };
    const many = (collection: Named, path: Path, list: readonly string[]) =>
      list.forEach((named, i) => {
        one(collection, [...path, i], named);
        if (list.indexOf(named) < i)
          report.problem(file, fieldName([...path, i]), `names "${named}" a second time. Take one out`);
      });
    const area = (path: Path, named: string) => {
      if (areas.has(named)) return;
      const meant = nearest(named, areas);
      const hint = meant ? `Did you mean "${meant}"?` : `Use one of ${[...areas].join(', ')}`;
      report.problem(file, fieldName(path), `names "${named}", which is not an area of site.yaml. ${hint}`);
    };
    return { file, one, many, area };
  };
}

function assets(content: Content, at: ReturnType<typeof lookUp>, report: Report) {
  const languages = Object.keys(content.site.languages);
  for (const a of content.assets) {
    const { file, one, many, area } = at('assets', a.id);
    one('organisations', ['organisation'], a.organisation);
    many('topics', ['topics'], a.topics);
    a.locations.forEach((l, i) => {
      one('places', ['locations', i, 'place'], l.place);
    });
    a.serviceArea?.areas.forEach((named, i) => {
      area(['serviceArea', 'areas', i], named);
    });
    many('places', ['serviceArea', 'places'], a.serviceArea?.places ?? []);
    a.languages.forEach((tag, i) => {
      if (!languages.includes(tag))
        report.problem(
          file,
          `languages[${i}]`,
          `is "${tag}", which site.yaml has no name for. Add it to languages there, or use one of ${languages.join(', ')}`,
        );
    });
  }
}

/** Every id that one record says of another must be the id of something. */
export function checkReferences(content: Content, problems: Problem[], report: Report): void {
  const at = lookUp(content, problems, report);
  assets(content, at, report);
  for (const t of content.topics) {
    const { one, many } = at('topics', t.id);
    many('topics', ['related'], t.related);
    one('crisis', ['crisis'], t.crisis);
  }
  for (const c of content.crisis) at('crisis', c.id).many('topics', ['topics'], c.topics);
  for (const p of content.places) at('places', p.id).area(['area'], p.area);
  for (const t of content.teams) {
    const { many, area } = at('teams', t.id);
    t.areas.forEach((named, i) => {
      area(['areas', i], named);
    });
    many('places', ['places'], t.places);
  }
  for (const p of content.practices) {
    const { one } = at('practices', p.id);
    one('places', ['place'], p.place);
    one('teams', ['team'], p.team);
  }
  for (const s of content.stories) {
    const { many, area } = at('stories', s.id);
    many('topics', ['topics'], s.topics);
    many('assets', ['assets'], s.assets);
    area(['area'], s.area);
  }
  for (const t of content.terms) at('terms', t.id).area(['area'], t.area);
}
