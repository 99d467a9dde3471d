import { type Handler, redirect } from '#server/http.ts';

/**
 * The search box of a browser without scripts posts its words, so that they are in no address and no log. There is
 * nothing here to read them: they are thrown away, and the find page says what to do instead.
 */
export const withoutScripts: Handler = ({ req, res, path }) => {
  if (path !== '/find/' || req.method !== 'POST') return false;
  req.resume();
  return redirect(res, 303, '/find/');
};
