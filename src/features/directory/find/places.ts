import type { LatLng } from '#lib/geo.ts';
import type { Found, NotFound } from '#lib/postcodes/look-up.ts';

/**
 * How the find page learns where a person is. The page that composes the features gives it: looking up a typed place
 * and asking the device are another feature's work.
 */
export interface Places {
  /** A typed town, outcode or postcode, found on the device. Rejects where the list of places cannot be had. */
  locate(text: string): Promise<Found | NotFound>;
  /** Asks the device, on a press. Never rejects. */
  here(): Promise<({ ok: true; note?: string } & LatLng) | { ok: false; says: string }>;
}
