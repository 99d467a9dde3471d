import { type LatLng, milesInWords } from '#lib/geo.ts';

export type Position =
  | ({ ok: true; note?: string } & LatLng)
  | { ok: false; why: 'unsupported' | 'denied' | 'unavailable' | 'timeout'; says: string };

type Geolocation = Pick<globalThis.Geolocation, 'getCurrentPosition'>;

/** Give up after this long, in milliseconds: a phone indoors can take a while. */
const PATIENCE = 12_000;
/** A position this old, in milliseconds, is still good: nobody walks far in five minutes. */
const FRESH = 300_000;
/** Past this many metres the device is guessing, and the person is told. */
const UNSURE = 3000;

const INSTEAD = 'Type a town or a postcode instead.';
const SAYS = {
  unsupported: `This browser cannot tell us where you are. ${INSTEAD}`,
  denied: `You have not let this site see where you are. That is fine. ${INSTEAD}`,
  unavailable: `Your device could not tell where you are. ${INSTEAD}`,
  timeout: `Your device took too long to find where you are. Try again, or type a town or a postcode.`,
} as const;

/** Three decimals: about 100 metres, which is as much as "how far is it" needs. */
const rounded = (degrees: number) => Math.round(degrees * 1000) / 1000;

/** `GeolocationPositionError.code`: 1 denied, 2 unavailable, 3 timed out. */
const WHY = { 1: 'denied', 2: 'unavailable', 3: 'timeout' } as const;

const failed = (why: keyof typeof SAYS): Position => ({ ok: false, why, says: SAYS[why] });

/**
 * Asks the device where the person is. Call it on a press of a button only. The answer is rounded, is for the page's
 * memory, and belongs in no address, no storage and no request. Never rejects.
 */
export function askForPosition(
  geolocation: Geolocation | undefined = globalThis.navigator?.geolocation,
): Promise<Position> {
  if (!geolocation) return Promise.resolve(failed('unsupported'));
  return new Promise((resolve) => {
    geolocation.getCurrentPosition(
      ({ coords }) => {
        const point = { lat: rounded(coords.latitude), lng: rounded(coords.longitude) };
        const note = `Your device is only sure to within ${milesInWords(coords.accuracy)}. Type a postcode to be more exact.`;
        resolve({ ok: true, ...point, ...(coords.accuracy > UNSURE && { note }) });
      },
      ({ code }) => resolve(failed(code === 1 || code === 3 ? WHY[code] : WHY[2])),
      { enableHighAccuracy: false, timeout: PATIENCE, maximumAge: FRESH },
    );
  });
}
