import { describe, expect, it } from 'vitest';
import { askForPosition } from './position.ts';

type Get = Geolocation['getCurrentPosition'];
const coords = (accuracy: number): GeolocationCoordinates => ({
  latitude: 53.497_412,
  longitude: -2.518_834,
  accuracy,
  altitude: null,
  altitudeAccuracy: null,
  heading: null,
  speed: null,
  toJSON: () => null,
});
const gives =
  (accuracy: number): Get =>
  (found) =>
    found({ coords: coords(accuracy), timestamp: 0, toJSON: () => null });
const fails =
  (code: number): Get =>
  (_, failed) =>
    failed?.({ code, message: '', PERMISSION_DENIED: 1, POSITION_UNAVAILABLE: 2, TIMEOUT: 3 });

describe('askForPosition', () => {
  it('rounds to about 100 metres', async () => {
    expect(await askForPosition({ getCurrentPosition: gives(20) })).toEqual({
      ok: true,
      lat: 53.497,
      lng: -2.519,
    });
  });
  it('says when the device is only guessing', async () => {
    expect(await askForPosition({ getCurrentPosition: gives(8000) })).toMatchObject({
      ok: true,
      note: 'Your device is only sure to within 5 miles. Type a postcode to be more exact.',
    });
  });
  it.each([
    [1, 'denied'],
    [2, 'unavailable'],
    [3, 'timeout'],
    [99, 'unavailable'],
  ])('an error of code %d is "%s", with another way', async (code, why) => {
    const answer = await askForPosition({ getCurrentPosition: fails(code) });
    expect(answer).toMatchObject({ ok: false, why, says: expect.stringMatching(/town or a postcode/) });
  });
  it('says so where the browser has no such thing', async () => {
    expect(await askForPosition(undefined)).toMatchObject({ ok: false, why: 'unsupported' });
  });
});
