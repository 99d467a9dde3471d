/** What a built page asks for and leads to, read from its HTML. Our own output is regular enough for that. */
export interface PageParts {
  ids: Set<string>;
  /** Addresses in href, src, action, srcset, poster, content of refresh; as written, entities decoded. */
  links: string[];
  styles: string[];
  /** Module scripts and modules to be fetched early. */
  scripts: string[];
  fonts: string[];
}

const TAG = /<([a-z][a-z0-9-]*)((?:\s+[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>/gi;
const ATTRIBUTE = /([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decode = (s: string) =>
  s.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, ten, hex, name) =>
    ten
      ? String.fromCodePoint(Number(ten))
      : hex
        ? String.fromCodePoint(Number.parseInt(hex, 16))
        : (NAMED[name] ?? all),
  );

function attributes(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(ATTRIBUTE)].map((m) => [m[1]?.toLowerCase() ?? '', decode(m[2] ?? m[3] ?? m[4] ?? '')]),
  );
}

/** Reads a page. Comments, and what stands inside scripts and styles, are passed over. */
export function partsOf(html: string): PageParts {
  const parts: PageParts = { ids: new Set(), links: [], styles: [], scripts: [], fonts: [] };
  const bare = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/(<(script|style)\b[^>]*>)[\s\S]*?<\/\2>/gi, '$1</$2>');
  for (const [, tag = '', rest = ''] of bare.matchAll(TAG)) add(parts, tag.toLowerCase(), attributes(rest));
  return parts;
}

function add(parts: PageParts, tag: string, of: Map<string, string>) {
  const id = of.get('id');
  if (id) parts.ids.add(id);
  const [href, src, rel = ''] = [of.get('href'), of.get('src'), of.get('rel')];
  for (const name of ['href', 'src', 'action', 'poster']) {
    const to = of.get(name);
    if (to !== undefined && !(tag === 'link' && rel === 'canonical')) parts.links.push(to);
  }
  for (const one of of.get('srcset')?.split(',') ?? []) parts.links.push(one.trim().split(/\s/)[0] ?? '');
  if (tag === 'script' && src) parts.scripts.push(src);
  if (tag !== 'link' || !href) return;
  if (rel === 'stylesheet') parts.styles.push(href);
  if (rel === 'modulepreload') parts.scripts.push(href);
  if (rel === 'preload' && of.get('as') === 'font') parts.fonts.push(href);
}
