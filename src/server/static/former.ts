import { type Handler, redirect } from '#server/http.ts';

/** Addresses that listings once had, and where they are now: `{ '/assets/old/': '/assets/new/' }`. */
export function formerAddresses(redirects: Readonly<Record<string, string>>): Handler {
  const map = new Map(Object.entries(redirects));
  return ({ path, query, res }) => {
    const to = map.get(path.endsWith('/') ? path : `${path}/`);
    return to === undefined ? false : redirect(res, 301, `${to}${query}`);
  };
}
