import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import type { Content } from '#schemas/read.ts';
import type { BuiltSearch } from '#search/embedded/build.ts';

/**
 * What the real server answered, for tests on machines that have none. Each question of a multi-search is kept by
 * itself, so that a test finds its answers whatever was asked beside them. The content and the files that the questions
 * were made from are kept with them: editing a listing makes no recording stale. `npm run record` makes it anew.
 */
export interface Recording {
  /** Version of the server that answered. */
  server: string;
  recorded: string;
  content: Content;
  built: BuiltSearch;
  /** JSON of a question, or of a whole federated request, and the JSON of its answer. */
  exchanges: Record<string, string>;
}

export const RECORDING = join(import.meta.dirname, '../../fixtures/meilisearch/recording.json.br');

export async function readRecording(): Promise<Recording> {
  return JSON.parse(brotliDecompressSync(await readFile(RECORDING)).toString());
}

export async function writeRecording(recording: Recording): Promise<number> {
  const bytes = brotliCompressSync(JSON.stringify(recording));
  await writeFile(RECORDING, bytes);
  return bytes.length;
}

interface Search {
  queries: object[];
  federation?: object;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

const PATH = '/multi-search';

/** Stands before a real server and writes down every search that goes through. */
export async function recorder(real: string): Promise<{
  url: string;
  exchanges: Record<string, string>;
  close(): void;
}> {
  const exchanges: Record<string, string> = {};
  const server = createServer(async (req, res) => {
    const body = await text(req);
    const headers = { authorization: req.headers.authorization ?? '', 'content-type': 'application/json' };
    const reply = await fetch(`${real}${req.url}`, { method: req.method ?? 'POST', headers, body });
    const answer = await reply.text();
    if (req.url === PATH && reply.ok) keep(exchanges, JSON.parse(body), answer);
    res.writeHead(reply.status, { 'content-type': 'application/json' }).end(answer);
  });
  return { url: await listen(server), exchanges, close: () => server.close() };
}

/** Times and ids of a request differ from run to run and are nobody's business. */
function plain(answer: Record<string, unknown>): string {
  return JSON.stringify({ ...answer, processingTimeMs: 1, requestUid: undefined });
}

function keep(exchanges: Record<string, string>, asked: Search, answer: string): void {
  const reply = JSON.parse(answer);
  if (asked.federation) exchanges[JSON.stringify(asked)] = plain(reply);
  else
    asked.queries.forEach((q, i) => {
      exchanges[JSON.stringify(q)] = plain(reply.results[i]);
    });
}

/** Answers what was recorded; anything else fails, with the words that say how to record it. */
export async function player(recording: Recording): Promise<{
  url: string;
  unknown: string[];
  close(): void;
}> {
  const unknown: string[] = [];
  const find = (question: object): string => {
    const key = JSON.stringify(question);
    const found = recording.exchanges[key];
    if (found === undefined) unknown.push(key);
    return found ?? '';
  };
  const server = createServer(async (req, res) => {
    const body = await text(req);
    const before = unknown.length;
    if (req.url !== PATH) unknown.push(`${req.method} ${req.url}`);
    const asked: Search = req.url === PATH ? JSON.parse(body) : { queries: [] };
    const answers = asked.federation ? [find(asked)] : asked.queries.map(find);
    if (unknown.length > before) {
      const message = `not in the recording; run npm run record: ${unknown.at(-1)?.slice(0, 300)}`;
      const error = JSON.stringify({ message, code: 'not_recorded', type: 'internal', link: '' });
      res.writeHead(501, { 'content-type': 'application/json' }).end(error);
      return;
    }
    const answer = asked.federation ? answers[0] : `{"results":[${answers.join(',')}]}`;
    res.writeHead(200, { 'content-type': 'application/json' }).end(answer);
  });
  return { url: await listen(server), unknown, close: () => server.close() };
}
