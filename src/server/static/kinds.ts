import { extname } from 'node:path';

/** Media types of what a build holds (IANA). Anything else is sent as bytes to keep. */
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.geojson': 'application/geo+json',
  '.webmanifest': 'application/manifest+json',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
};

export const typeOf = (file: string) => TYPES[extname(file)] ?? 'application/octet-stream';

/** How long a browser may keep what it was given, by folder. Pages are asked after every time, and cost 304. */
const KEEP: [RegExp, string][] = [
  // Names that hold a hash of the bytes.
  [/^\/(_site|search)\//, 'public, max-age=31536000, immutable'],
  // Other sites show these at every visit of theirs.
  [/^\/embed\/.*\.js(on)?$/, 'public, max-age=600'],
  [/^\/fonts\/|^\/(favicon\.svg|share\.png)$/, 'public, max-age=604800'],
];

export const keepFor = (path: string) => KEEP.find(([where]) => where.test(path))?.[1] ?? 'no-cache';
