/** The drawings: icons of the interface and marks of the needs, from the SVG files beside them. */

const files = {
  ...import.meta.glob<string>('./icons/*.svg', { query: '?raw', import: 'default', eager: true }),
  ...import.meta.glob<string>('../mark/marks/*.svg', { query: '?raw', import: 'default', eager: true }),
};

const inner = (svg: string) => svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '');

const DRAWINGS = new Map(
  Object.entries(files).map(([path, svg]) => [path.replace(/^.*\/([^/]+)\.svg$/, '$1'), inner(svg)]),
);

/** The inside of a drawing's svg element (24 by 24), by file name: `pin`, `clock`, `bereavement`. */
export function drawing(name: string): string {
  const found = DRAWINGS.get(name);
  if (found === undefined)
    throw new Error(`No drawing is called "${name}". Add src/ui/icon/icons/${name}.svg`);
  return found;
}
