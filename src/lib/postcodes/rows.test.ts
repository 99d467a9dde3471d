import { describe, expect, it } from 'vitest';
import { metresBetween } from '#lib/geo.ts';
import { type Bounds, Gathering } from '#lib/postcodes/gather.ts';
import { fromGrid } from '#lib/postcodes/grid.ts';
import { cellsOf, columnsOf, readRow } from '#lib/postcodes/rows.ts';

/** Reads lines as the import does. */
function rowsOf(...lines: string[]) {
  const { columns, header } = columnsOf(cellsOf(lines[0] ?? ''));
  return lines.slice(header ? 1 : 0).map((l) => readRow(cellsOf(l), columns));
}

describe('cellsOf', () => {
  it('takes quoted cells, commas and doubled quotes inside them, empty cells and Windows line ends', () => {
    expect(cellsOf('"WN7 1AB","a, ""b""",,3\r')).toEqual(['WN7 1AB', 'a, "b"', '', '3']);
    expect(cellsOf('a,,b\r')).toEqual(['a', '', 'b']);
  });
});

describe('fromGrid', () => {
  it("agrees with Ordnance Survey's own transformation to 5 m", () => {
    // Caister water tower: the worked example of "A guide to coordinate systems in Great Britain", by OSTN15.
    const published = { lat: 52 + 39 / 60 + 28.8282 / 3600, lng: 1 + 42 / 60 + 57.8663 / 3600 };
    const found = fromGrid(651_409.804, 313_177.45);
    expect(found && metresBetween(found, published)).toBeLessThan(5);
  });
  it('refuses what is off the grid', () => {
    expect(fromGrid(0, 0)).toBeNull();
    expect(fromGrid(900_000, 300_000)).toBeNull();
    expect(fromGrid(Number.NaN, 300_000)).toBeNull();
  });
});

describe('rows of postcode files', () => {
  it('reads the Postcode Directory: columns by name, ended postcodes left out', () => {
    expect(
      rowsOf(
        '\uFEFFpcd,pcds,dointr,doterm,oseast1m,osnrth1m,lat,long',
        '"WN7 1AB","WN7 1AB","198001","",365000,400000,53.4974,-2.5188',
        '"WN7 1AD","WN7 1AD","198001","200506",365000,400000,53.4974,-2.5188',
        '"JE2 3AB","JE2 3AB","198001","",,,99.999999,0.000000',
      ),
    ).toEqual([
      { kind: 'row', postcode: 'WN7 1AB', lat: 53.4974, lng: -2.5188 },
      { kind: 'ended' },
      { kind: 'nowhere' },
    ]);
  });

  it('reads Code-Point Open, which has no first line of names', () => {
    const [row, none] = rowsOf(
      '"WN7 1AB",10,365582,400259,"E92000001","","E18000002","","E08000010","E05000855"',
      '"WN7 1AD",90,0,0,"E92000001","","","","",""',
    );
    expect(row).toMatchObject({ kind: 'row', postcode: 'WN7 1AB' });
    expect(row?.kind === 'row' && metresBetween(row, { lat: 53.4979, lng: -2.5198 })).toBeLessThan(100);
    expect(none).toEqual({ kind: 'nowhere' });
  });

  it('says what is wrong with a row', () => {
    const reasons = rowsOf(
      'Postcode,Latitude,Longitude',
      'HELLO,53.5,-2.5',
      ',53.5,-2.5',
      'WN7 1AB,-2.5,53.5',
    ).map((r) => r.kind === 'wrong' && r.reason);
    expect(reasons).toEqual([
      '“HELLO” is not a postcode',
      'it has no postcode',
      'its latitude and longitude are not in the UK',
    ]);
  });

  it('refuses grid references of Northern Ireland, which are on another grid', () => {
    expect(rowsOf('pcds,easting,northing', 'BT1 1AA,333800,374300')[0]).toMatchObject({
      reason: expect.stringContaining('Irish Grid'),
    });
  });

  it('refuses a file with no postcodes or no coordinates, naming what it looked for', () => {
    expect(() => columnsOf(['name', 'lat', 'long'])).toThrow(/no column of postcodes.*pcds/);
    expect(() => columnsOf(['pcds', 'ward'])).toThrow(/lat and long, or easting and northing/);
  });
});

describe('Gathering', () => {
  const leigh: Bounds = [53.4, -2.6, 53.6, -2.4];
  const row = (postcode: string, lat: number) => ({ kind: 'row' as const, postcode, lat, lng: -2.5 });

  it('keeps what is in bounds, and marks an outcode that is not whole', () => {
    const g = new Gathering([leigh]);
    for (const r of [row('WN7 1AB', 53.5), row('WN7 1AD', 53.52), row('WN8 1AA', 53.5), row('WN8 1AB', 53.9)])
      g.add(r, 'a.csv:1');
    expect(g.outcodes().map((o) => o.entry)).toEqual([
      { code: 'WN7', lat: 53.51, lng: -2.5, count: 2, whole: true },
      { code: 'WN8', lat: 53.5, lng: -2.5, count: 1, whole: false },
    ]);
    expect(g.tally).toMatchObject({ rows: 4, kept: 3, outside: 1 });
  });

  it('counts wrong rows by reason with the first places, and keeps the first of a postcode seen twice', () => {
    const g = new Gathering(undefined);
    for (let i = 1; i <= 5; i++) g.add({ kind: 'wrong', reason: 'it has no postcode' }, `a.csv:${i}`);
    g.add(row('WN7 1AB', 53.5), 'a.csv:6');
    g.add(row('WN7 1AB', 53.9), 'b.csv:1');
    expect(g.tally.wrong.get('it has no postcode')).toEqual({
      count: 5,
      where: ['a.csv:1', 'a.csv:2', 'a.csv:3'],
    });
    expect(g.tally.again).toBe(1);
    expect(g.outcodes()[0]?.entry.lat).toBe(53.5);
  });
});
