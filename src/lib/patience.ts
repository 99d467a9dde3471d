/**
 * A signal that ends a request after `ms` milliseconds. Written out because phones that stopped at iOS 15 have no
 * `AbortSignal.timeout`.
 */
export function patience(ms: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms);
  return controller.signal;
}
