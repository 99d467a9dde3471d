import { spawn } from 'node:child_process';

/**
 * `npm run record`: asks a real search server everything that the tests ask, and keeps its answers for machines that
 * have none. MEILISEARCH_BIN names the server's program, or MEILISEARCH_URL and MEILISEARCH_ADMIN_KEY one that runs.
 */
if (!process.env['MEILISEARCH_BIN'] && !process.env['MEILISEARCH_URL']) {
  console.error(
    'Say which search server to ask: set MEILISEARCH_BIN to its program, or MEILISEARCH_URL to its address.',
  );
  process.exit(2);
}
const args = ['node_modules/vitest/vitest.mjs', 'run', 'tests/contract/search-engine.test.ts'];
const child = spawn(process.execPath, [...args, '--testTimeout', '120000'], {
  stdio: 'inherit',
  env: { ...process.env, RECORD: '1' },
});
child.on('close', (code) => process.exit(code ?? 1));
