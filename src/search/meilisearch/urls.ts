/** Reads a list of addresses separated by commas. Throws an Error that says which one is wrong, and how to write it. */
export function readUrls(text: string): string[] {
  const urls = text
    .split(',')
    .map((u) => u.trim().replace(/\/+$/, ''))
    .filter(Boolean);
  for (const url of urls)
    if (!/^https?:\/\/[^\s/]+/.test(url) || !URL.canParse(url))
      throw new Error(
        `"${withoutPassword(url)}" is no address of a search server. Write http://host:7700, and a comma between several.`,
      );
  if (urls.length === 0) throw new Error('No address of a search server is given. Write http://host:7700.');
  return urls;
}

const withoutPassword = (url: string) => url.replace(/\/\/[^/@]*@/, '//…@');

/** The host of an address, for messages: never a password that was written into it. */
export const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : withoutPassword(url));
