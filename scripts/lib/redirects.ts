import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const page = (to: string, site: string) => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>This page has moved</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0;url=${to}">
<link rel="canonical" href="${new URL(to, site).href}">
</head>
<body><p><a href="${to}">This page has moved. Go to it now.</a></p></body>
</html>
`;

/**
 * A page at each address that a listing once had, for hosts that serve files only; our own server answers these with
 * 301 before it looks for a file. Ids are slugs, so there is nothing in them to escape.
 */
export async function writeRedirects(
  dir: string,
  redirects: Record<string, string>,
  site: string,
): Promise<void> {
  for (const [from, to] of Object.entries(redirects)) {
    const folder = join(dir, from);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'index.html'), page(to, site));
  }
}
