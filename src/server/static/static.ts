import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type Exchange, type Handler, redirect, say } from '#server/http.ts';
import { acceptable, type OpenFile, openFile, segmentsOf } from '#server/static/files.ts';
import { keepFor, typeOf } from '#server/static/kinds.ts';

const INDEX = 'index.html';
const READS = ['GET', 'HEAD'];
/** Pages of the build that stand in for another. */
const OF_TROUBLE: Record<string, number> = { '/404.html': 404, '/500.html': 500 };

/** `bytes=0-99` and its kin, one range only (RFC 9110, section 14): the map's tile file needs it. */
function rangeOf(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'bad' | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!found?.[1] && !found?.[2]) return undefined;
  const start = found[1] ? Number(found[1]) : Math.max(0, size - Number(found[2]));
  const end = found[1] && found[2] ? Math.min(Number(found[2]), size - 1) : size - 1;
  return start > end || start >= size ? 'bad' : { start, end };
}

async function send(
  { req, res, path }: Exchange,
  file: OpenFile,
  name: string,
  status: number,
): Promise<true> {
  const { handle, encoding, size, modified } = file;
  const tag = `W/"${size.toString(36)}-${modified.getTime().toString(36)}"`;
  res.setHeader('content-type', typeOf(name));
  res.setHeader('cache-control', status === 200 ? keepFor(path) : 'no-cache');
  res.setHeader('vary', 'accept-encoding');
  if (encoding !== 'identity') res.setHeader('content-encoding', encoding);
  let [start, end] = [0, size - 1];
  if (status === 200) {
    res.setHeader('etag', tag);
    res.setHeader('last-modified', modified.toUTCString());
    const range = rangeOf(req.headers.range, size);
    if (matches(req.headers['if-none-match'], tag)) return done(res, 304, handle);
    if (range === 'bad') {
      res.setHeader('content-range', `bytes */${size}`);
      return done(res, 416, handle);
    }
    if (range) {
      ({ start, end } = range);
      res.statusCode = 206;
      res.setHeader('content-range', `bytes ${start}-${end}/${size}`);
    }
  } else res.statusCode = status;
  res.setHeader('content-length', size === 0 ? 0 : end - start + 1);
  if (req.method === 'HEAD' || size === 0) return done(res, res.statusCode, handle);
  try {
    await pipeline(handle.createReadStream({ start, end }), res);
  } catch {
    // A person who leaves before the end is no error of ours.
    res.destroy();
  } finally {
    // The stream closes it, but not where the person left before it began.
    await handle.close();
  }
  return true;
}

const matches = (header: string | undefined, tag: string) =>
  header?.split(',').some((t) => t.trim() === tag || t.trim() === '*') ?? false;

async function done(res: ServerResponse, status: number, handle: OpenFile['handle']): Promise<true> {
  await handle.close();
  res.statusCode = status;
  res.end();
  return true;
}

/** The path in its one right form: single slashes, a slash after a folder, no `index.html`. */
function canonical(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/\/index\.html$/, '/');
}

/**
 * Serves the files of a build. A page has one address: every other spelling of it is redirected there. What is not
 * a file is left to the next handler.
 */
export function staticFiles(root: string): Handler {
  return async (exchange) => {
    const { req, res, path, query } = exchange;
    const segments = segmentsOf(path);
    if (!segments) return false;
    const right = canonical(path);
    const name = path.endsWith('/') ? [...segments.slice(0, -1), INDEX] : segments;
    // A range is of the file itself, never of a compressed twin.
    const encodings = req.headers.range
      ? (['identity'] as const)
      : acceptable(req.headers['accept-encoding']);
    const file = right === path ? await openFile(root, name, encodings) : undefined;
    const folder = file
      ? undefined
      : await openFile(root, [...segments.filter(Boolean), INDEX], ['identity']);
    await folder?.handle.close();
    if (!file && !folder && right === path) return false;
    if (!READS.includes(req.method ?? '')) {
      await file?.handle.close();
      res.setHeader('allow', READS.join(', '));
      return say(res, 405, 'This page can be read, but nothing can be sent to it.');
    }
    if (file) return send(exchange, file, name.at(-1) ?? '', OF_TROUBLE[path] ?? 200);
    return redirect(res, 301, `${right.endsWith('/') || !folder ? right : `${right}/`}${query}`);
  };
}

/** Ends what nobody answered: the build's own page for it, with status 404; plain words where there is none. */
export function notFound(root: string): Handler {
  return async (exchange) => {
    const { req, res } = exchange;
    if (!READS.includes(req.method ?? '')) {
      res.setHeader('allow', READS.join(', '));
      return say(res, 405, 'Nothing can be sent to this address.');
    }
    const file = await openFile(root, ['404.html'], acceptable(req.headers['accept-encoding']));
    return file ? send(exchange, file, '404.html', 404) : say(res, 404);
  };
}

/** The build's own page for a fault of ours, with the telephone numbers. A file, so that nothing more can break. */
export function brokenPage(root: string): Handler {
  return async (exchange) => {
    const file = await openFile(root, ['500.html'], acceptable(exchange.req.headers['accept-encoding']));
    return file ? send(exchange, file, '500.html', 500) : false;
  };
}
