/**
 * The security headers of every answer, whatever its kind: pages, files, redirects, errors. One table, so that no
 * kind of answer can be forgotten. Sources: CSP Level 3, OWASP Secure Headers, Permissions Policy.
 */
export interface HeaderOptions {
  /** Origins that pictures may come from besides our own: the map's tiles, fetched only after "Show map". */
  imageOrigins?: readonly string[];
}

/** The Content-Security-Policy: nothing but our own files, and no inline script or style. */
function policy({ imageOrigins = [] }: HeaderOptions): string {
  const rules: Record<string, string[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'font-src': ["'self'"],
    'img-src': ["'self'", 'data:', ...imageOrigins],
    'connect-src': ["'self'"],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(rules)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

export function securityHeaders(options: HeaderOptions = {}): Record<string, string> {
  return {
    'content-security-policy': policy(options),
    // `no-referrer` would make browsers send `Origin: null` with our own forms, and every one would be refused.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'permissions-policy':
      'geolocation=(self), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // Browsers take notice over HTTPS only (RFC 6797, section 8.1).
    'strict-transport-security': 'max-age=31536000',
  };
}
