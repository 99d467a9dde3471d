import { randomBytes } from 'node:crypto';
import { type Meilisearch, MeilisearchApiError } from 'meilisearch';
import { checkCanaries } from '#search/meilisearch/canary.ts';
import { ensureSearchKey } from '#search/meilisearch/search-key.ts';
import { type About, hashOf, type ServerDocument } from '#search/meilisearch/server-document.ts';
import { aboutSettings, type IndexNames, listingSettings, TESTED } from '#search/meilisearch/settings.ts';
import { inTurn, settled, succeeded } from '#search/meilisearch/tasks.ts';

/** What a run is to bring about. */
export interface Wanted {
  indexVersion: string;
  documents: readonly ServerDocument[];
}

export interface IndexOptions {
  names: IndexNames;
  /** Shows what would change, and changes nothing. */
  dryRun: boolean;
  /** Builds a new index even where little has changed. */
  rebuild: boolean;
  say: (line: string) => void;
  tick: (line: string) => void;
}

/** What a run did, or would do. */
export interface Outcome {
  how: 'nothing' | 'changes' | 'rebuild';
  /** Listings sent, and taken away. */
  sent: number;
  removed: number;
  /** The key that the site searches with; not there after a dry run. */
  searchKey?: string;
}

/** Documents in one request: a few megabytes at the most. */
const BATCH = 4000;
/** Requests that may wait at the server at once. */
const WIDTH = 3;
/** More changes than this are a new index, which goes live at one moment. */
const IN_PLACE = 1000;

const NEXT = /--next-[0-9a-f]{8}$/;

/** Brings one server up to date. The live index answers throughout; whatever is thrown, it is as it was. */
export async function bringUpToDate(
  client: Meilisearch,
  wanted: Wanted,
  options: IndexOptions,
): Promise<Outcome> {
  const { names, dryRun, rebuild, say } = options;
  await checkServer(client, say);
  if (!dryRun) await cleanUp(client, names, say);
  const live = await readLive(client, names);
  const changes = live && compare(wanted.documents, live.hashes);
  const many = changes && changes.sent.length + changes.removed.length > IN_PLACE;
  const current = live?.about?.settings === settingsHash();
  if (!changes || many || !current || rebuild) {
    const outcome: Outcome = { how: 'rebuild', sent: wanted.documents.length, removed: 0 };
    if (!dryRun) await buildAnew(client, wanted, options);
    return dryRun ? outcome : { ...outcome, searchKey: await ensureSearchKey(client, names) };
  }
  const nothing =
    changes.sent.length + changes.removed.length === 0 && live.about?.indexVersion === wanted.indexVersion;
  const outcome: Outcome = {
    how: nothing ? 'nothing' : 'changes',
    sent: changes.sent.length,
    removed: changes.removed.length,
  };
  if (dryRun) return outcome;
  if (!nothing) await change(client, wanted, changes, names);
  return { ...outcome, searchKey: await ensureSearchKey(client, names) };
}

const partsOf = (version: string) => version.split('.').map(Number);

/** Refuses a server older than the one that this was tested on, and mentions a newer one. */
async function checkServer(client: Meilisearch, say: (line: string) => void): Promise<void> {
  const { pkgVersion } = await client.getVersion();
  const [major = 0, minor = 0] = partsOf(pkgVersion);
  const [testedMajor = 0, testedMinor = 0] = partsOf(TESTED);
  if (major < testedMajor || (major === testedMajor && minor < testedMinor))
    throw new Error(
      `it runs Meilisearch ${pkgVersion}, and this needs ${TESTED} or later. Install that version, start it on an empty folder, and run npm run index`,
    );
  if (major > testedMajor || minor > testedMinor)
    say(`It runs Meilisearch ${pkgVersion}; this was tested on ${TESTED}.`);
}

/** Takes away what a run that was killed has left, once the server has finished with it. */
async function cleanUp(client: Meilisearch, names: IndexNames, say: (line: string) => void): Promise<void> {
  const own = [names.listings, names.about];
  const stray = await straysOf(client, names);
  if (stray.length > 0) {
    await succeeded(client.tasks.cancelTasks({ indexUids: stray, statuses: ['enqueued', 'processing'] }));
    say(`An earlier run was cut short. Taking away what it left: ${stray.join(', ')}.`);
  }
  await settled(client, own);
  // Listed again: a swap that was still waiting has changed what is called what.
  for (const uid of await straysOf(client, names)) await succeeded(client.deleteIndex(uid));
}

/** Indexes that a run builds aside, or has swapped out. */
async function straysOf(client: Meilisearch, names: IndexNames): Promise<string[]> {
  const { results } = await client.getRawIndexes({ limit: 10_000 });
  const bases = [names.listings, names.about];
  return results.map((i) => i.uid).filter((uid) => NEXT.test(uid) && bases.includes(uid.replace(NEXT, '')));
}

interface Live {
  hashes: Map<string, string>;
  about: About | undefined;
}

const missing = (e: unknown): undefined => {
  const code = e instanceof MeilisearchApiError ? e.cause?.code : undefined;
  if (code === 'index_not_found' || code === 'document_not_found') return undefined;
  throw e;
};

/** The hash of every listing that is live; undefined where no index is. */
async function readLive(client: Meilisearch, names: IndexNames): Promise<Live | undefined> {
  const hashes = new Map<string, string>();
  const page = 10_000;
  for (let offset = 0; ; offset += page) {
    const got = await client
      .index<ServerDocument>(names.listings)
      .getDocuments({ fields: ['id', 'hash'], limit: page, offset })
      .catch(missing);
    if (!got) return undefined;
    for (const d of got.results) hashes.set(d.id, d.hash);
    if (offset + page >= got.total) break;
  }
  const about = await client.index<About>(names.about).getDocument('about').catch(missing);
  return { hashes, about };
}

interface Changes {
  sent: ServerDocument[];
  removed: string[];
}

function compare(documents: readonly ServerDocument[], hashes: ReadonlyMap<string, string>): Changes {
  const ids = new Set(documents.map((d) => d.id));
  return {
    sent: documents.filter((d) => hashes.get(d.id) !== d.hash),
    removed: [...hashes.keys()].filter((id) => !ids.has(id)),
  };
}

const settingsHash = () => hashOf([listingSettings(), aboutSettings()]);

const aboutOf = ({ indexVersion, documents }: Wanted): About => ({
  id: 'about',
  indexVersion,
  documents: documents.length,
  settings: settingsHash(),
});

/** Changes a few listings of the live index, and then its version. */
async function change(
  client: Meilisearch,
  wanted: Wanted,
  { sent, removed }: Changes,
  names: IndexNames,
): Promise<void> {
  const index = client.index<ServerDocument>(names.listings);
  // Sent one after the other without waiting: the server does them in this order.
  const tasks = [
    ...(removed.length > 0 ? [() => index.deleteDocuments(removed)] : []),
    ...(sent.length > 0 ? [() => index.addDocuments(sent, { primaryKey: 'id' })] : []),
    () => client.index<About>(names.about).addDocuments([aboutOf(wanted)], { primaryKey: 'id' }),
  ];
  await inTurn(tasks, tasks.length, () => undefined);
  const { numberOfDocuments } = await index.getStats();
  if (numberOfDocuments !== wanted.documents.length)
    throw new Error(
      `it has ${numberOfDocuments} listings and not ${wanted.documents.length}. Run npm run index -- --rebuild`,
    );
}

/** Builds both indexes aside, asks the new one what is known, swaps both in at one moment, and drops the old. */
async function buildAnew(client: Meilisearch, wanted: Wanted, options: IndexOptions): Promise<void> {
  const { names, say, tick } = options;
  const next = `--next-${randomBytes(4).toString('hex')}`;
  const listings = `${names.listings}${next}`;
  const about = `${names.about}${next}`;
  try {
    await Promise.all([
      make(client, listings, () => client.index(listings).updateSettings(listingSettings())),
      make(client, about, () => client.index(about).updateSettings(aboutSettings())),
    ]);
    const { documents } = wanted;
    const batches = Array.from({ length: Math.ceil(documents.length / BATCH) }, (_, i) =>
      documents.slice(i * BATCH, (i + 1) * BATCH),
    );
    const index = client.index<ServerDocument>(listings);
    await inTurn(
      batches.map((b) => () => index.addDocuments(b, { primaryKey: 'id' })),
      WIDTH,
      (n) => tick(`Indexing ${Math.min(n * BATCH, documents.length)} of ${documents.length} …`),
    );
    await succeeded(client.index<About>(about).addDocuments([aboutOf(wanted)], { primaryKey: 'id' }));
    say(`Indexed ${documents.length} listings aside. Checking them …`);
    await checkCanaries(client, listings, documents);
    const here = new Set((await client.getRawIndexes({ limit: 10_000 })).results.map((i) => i.uid));
    const pairs = [
      [listings, names.listings],
      [about, names.about],
    ] as const;
    await succeeded(
      // Where nothing is live yet there is nothing to swap with, and the new index takes the name.
      client.swapIndexes(pairs.map(([a, b]) => ({ indexes: [a, b], rename: !here.has(b) }))),
    );
  } finally {
    // After a swap these are the old ones; after a failure, the new ones that will not be used.
    for (const uid of await straysOf(client, names).catch(() => []))
      await succeeded(client.deleteIndex(uid)).catch(() => undefined);
  }
}

async function make(
  client: Meilisearch,
  uid: string,
  settings: () => ReturnType<Meilisearch['createIndex']>,
): Promise<void> {
  await succeeded(client.createIndex(uid, { primaryKey: 'id' }));
  await succeeded(settings());
}
