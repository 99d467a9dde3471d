import { z } from 'zod';
import { date, lat, line, lng, paragraph, phone, slug, url } from '#schemas/text.ts';

/** A part of the deployment with its own teams, nation and picture: a borough, a city. */
export const area = z.strictObject({
  id: slug,
  name: line(60),
  /** Decides bank holidays. */
  nation: z.enum(['england', 'scotland', 'wales', 'northern-ireland']),
  /** One sentence for "Where we cover". */
  about: line(200),
  /** Centre and bounds in degrees WGS 84: [south, west, north, east]. */
  lat,
  lng,
  bounds: z.tuple([lat, lng, lat, lng]),
  /** The strip above the footer: mill brick or close tiles. */
  strip: z.enum(['brick', 'tiles']).default('brick'),
  /** The small landscape beside it. */
  scene: z.enum(['mill', 'tenement']).default('mill'),
});
export type Area = z.infer<typeof area>;

/** This deployment. content/site.yaml. */
export const site = z.strictObject({
  name: line(40),
  /** Where it will be found: https://waymark.example.org. Used in canonical links, the sitemap and QR codes. */
  url,
  /** One sentence for search engines and shared links. */
  description: line(200),
  areas: z.array(area).min(1),
  /** The number a person can ring when nothing else works, and when it is answered. */
  phone,
  phoneHours: line(120),
  /** Languages of the listings people can filter by, BCP 47 tag → name. */
  languages: z.record(z.string(), line(40)).default({}),
  map: z
    .strictObject({
      /** Tile address with {z}/{x}/{y}; fetched only after "Show map" is pressed. */
      tiles: z
        .string()
        .refine(
          (s) => /^(https:\/\/[^/]+)?\//.test(s) && ['{z}', '{x}', '{y}'].every((part) => s.includes(part)),
          'is not a tile address. Write it like https://tile.openstreetmap.org/{z}/{x}/{y}.png',
        )
        .default('https://tile.openstreetmap.org/{z}/{x}/{y}.png'),
      /** The name of the host as people should read it beside the button. */
      provider: line(60).default('OpenStreetMap'),
      attribution: line(200).default('© OpenStreetMap contributors'),
      /** What the attribution links to. */
      attributionUrl: url.default('https://www.openstreetmap.org/copyright'),
      /**
       * A raster PMTiles file in `public/`, by its path: /map/area.pmtiles. Used instead of `tiles` where given, so
       * that nothing of the map comes from another site.
       */
      pmtiles: z
        .string()
        .regex(/^\/[\w./-]+\.pmtiles$/, 'should be a file of this site, such as /map/area.pmtiles')
        .optional(),
      maxZoom: z.int().min(1).max(22).default(19),
    })
    .prefault({}),
  /**
   * A search server that browsers may ask themselves, for a site of files alone. Leave it out where the site has its own
   * server: that one holds the key.
   */
  searchServer: z
    .strictObject({
      url,
      /** A search-only key of this index. Anyone can read it here, so it must be able to do nothing else. */
      key: line(200),
      index: slug.default('waymark'),
    })
    .optional(),
  /** True while the listings are invented: every page says so. */
  demonstration: z.boolean().default(false),
  /** A line for the foot of every page. */
  footer: paragraph(300).optional(),
  /** The credit that the licence of imported postcodes asks for (docs/guides/postcodes.md). */
  postcodesCredit: line(300).optional(),
  /** Where "leave this page" goes: an ordinary page of some other site. */
  exitTo: url.default('https://www.bbc.co.uk/weather'),
  /** The day the privacy and accessibility pages were last reviewed. */
  reviewed: date.optional(),
});
export type Site = z.infer<typeof site>;
