import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

/** How a file may be sent: the twins that the build wrote beside it, best first. */
const TWINS = { br: '.br', gzip: '.gz' } as const;
export type Encoding = keyof typeof TWINS | 'identity';

/** A file held open, so that its size stays true when a new build takes the folder's place. */
export interface OpenFile {
  handle: FileHandle;
  encoding: Encoding;
  size: number;
  modified: Date;
}

/**
 * The encodings a browser takes, best first (RFC 9110, section 12.5.3). `q=0` refuses; other weights are not
 * worth the bytes of reading them.
 */
export function acceptable(header: string | undefined): Encoding[] {
  const offered = new Map(
    (header ?? '')
      .toLowerCase()
      .split(',')
      .map((part) => {
        const [name = '', ...params] = part.split(';').map((s) => s.trim());
        return [name, !params.some((p) => /^q=0(\.0*)?$/.test(p))] as const;
      }),
  );
  const takes = (name: string) => offered.get(name) ?? offered.get('*') ?? false;
  return [...(['br', 'gzip'] as const).filter(takes), 'identity'];
}

/**
 * The path on disk below the build, as segments, for a path of an address; undefined where it can be no file of
 * ours: hidden files, the compressed twins, dots that climb, what does not decode.
 */
export function segmentsOf(path: string): string[] | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const segments = decoded.split('/').slice(1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not pass.
  const odd = (s: string) => /[\u0000-\u001f\\:]/.test(s) || (s.startsWith('.') && s !== '.well-known');
  const last = segments.at(-1) ?? '';
  if (!decoded.startsWith('/') || segments.some(odd) || /\.(br|gz)$/.test(last)) return undefined;
  return segments;
}

async function openOne(file: string, encoding: Encoding): Promise<OpenFile | undefined> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return undefined;
  const stats = await handle.stat();
  if (stats.isFile()) return { handle, encoding, size: stats.size, modified: stats.mtime };
  await handle.close();
  return undefined;
}

/** Opens the best twin of a file that the browser takes. Undefined where there is no such file. */
export async function openFile(
  root: string,
  segments: readonly string[],
  encodings: readonly Encoding[],
): Promise<OpenFile | undefined> {
  const plain = join(root, ...segments);
  for (const encoding of encodings) {
    const found = await openOne(encoding === 'identity' ? plain : plain + TWINS[encoding], encoding);
    if (found) return found;
  }
  return undefined;
}
