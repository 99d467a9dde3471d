import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listen } from '#server/listen.ts';
import { staticFiles } from '#server/static/static.ts';

/** Which of our files below a folder this process holds open. */
const openUnder = (folder: string) =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      return [];
    }
  });

it.skipIf(!existsSync('/proc/self/fd'))(
  'a file is closed when the person left before it was sent',
  async () => {
    const root = mkdtempSync(join(tmpdir(), 'waymark-static-'));
    writeFileSync(join(root, 'a.txt'), 'words');
    const serve = staticFiles(root);
    const served: Promise<unknown>[] = [];
    const server = createServer((req, res) => {
      const exchange = { req, res, method: 'GET', path: '/a.txt', query: '' };
      served.push(once(res, 'close').then(() => serve(exchange)));
    });
    const url = await listen(server, 0, '127.0.0.1');
    const visit = request(`${url}/a.txt`).on('error', () => {});
    visit.end();
    await once(server, 'request');
    visit.destroy();
    expect(await Promise.all(served)).toEqual([true]);
    expect(openUnder(root)).toEqual([]);
    server.close();
    rmSync(root, { recursive: true });
  },
);
