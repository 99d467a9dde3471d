import { z } from 'zod';
import { organisation } from '#schemas/organisation.ts';
import { place } from '#schemas/place.ts';
import { area } from '#schemas/site.ts';
import { slug } from '#schemas/text.ts';

const column = z.string().min(1);
/** Fields of an asset as they will stand in the file; text may hold {column}, {place}, {area} and {name}. */
const fields = z.record(z.string(), z.unknown());

/** MAP.yaml: what the columns of a spreadsheet mean. docs/guides/example-import-map.yaml is one, with its reasons. */
export const importMap = z.strictObject({
  /** Which column holds what. Every column not named here is kept, word for word, in imported.csv. */
  columns: z.strictObject({
    name: column,
    address: column.optional(),
    postcode: column.optional(),
    lat: column.optional(),
    lng: column.optional(),
    description: column.optional(),
    times: column.optional(),
    url: column.optional(),
    phone: column.optional(),
    email: column.optional(),
  }),
  /** The same for every listing. */
  asset: fields,
  /** The listing's own summary is the first sentence of its description, where that is short; else this. */
  summary: z.string().min(1),
  /** Who runs it: an organisation made from this, its id from its name. */
  organisation: organisation.partial({ kind: true }).extend({ name: z.string().min(1) }),
  /** More for rows in which a column has a value: laid over `asset` and `organisation`. */
  byValue: z
    .array(
      z.strictObject({
        column,
        values: z.record(
          z.string(),
          z.strictObject({ asset: fields.optional(), organisation: organisation.partial().optional() }),
        ),
      }),
    )
    .default([]),
  /** More for rows whose name or description has one of these words: topics are added, other fields replaced. */
  byWord: z.array(z.strictObject({ words: z.array(z.string().min(2)).min(1), asset: fields })).default([]),
  /** A row further than this from every place is not taken over, in kilometres. */
  maxKm: z.number().positive().max(8).default(8),
  /** Areas and places that the content does not have yet. */
  areas: z.array(area).default([]),
  places: z.array(place.extend({ id: slug })).default([]),
});
export type ImportMap = z.infer<typeof importMap>;
