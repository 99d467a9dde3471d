import type { Handler } from '#server/http.ts';

/** What other sites may fetch: the script, and the lists it reads. The page that composes them, `/embed/`, is ours. */
const FOR_OTHERS = /^\/embed\/./;
/** Pages made for a frame. */
const FRAMES = /^\/embed\/frame\//;

/**
 * Opens `/embed/…` to other sites, and nothing else: any origin may read it (it is public and takes no cookies), and
 * the frames may stand in any page. Every other header stays as it is.
 */
export const embedHeaders: Handler = ({ res, path }) => {
  if (!FOR_OTHERS.test(path)) return false;
  res.setHeader('access-control-allow-origin', '*');
  res.setHeader('cross-origin-resource-policy', 'cross-origin');
  if (!FRAMES.test(path)) return false;
  const policy = String(res.getHeader('content-security-policy'));
  res.setHeader('content-security-policy', policy.replace("frame-ancestors 'none'", 'frame-ancestors *'));
  return false;
};
