import type { LatLng } from '#lib/geo.ts';

export interface DirectionLink {
  /** Who shows the way, as people know them. */
  name: string;
  href: string;
}

/**
 * Plain links to directions on foot, on sites a person chooses to open. They hold where to go and never where the
 * person is. Never give them a location that is kept private.
 */
export function directionLinks({ lat, lng }: LatLng): DirectionLink[] {
  const to = `${lat},${lng}`;
  return [
    {
      name: 'OpenStreetMap',
      href: `https://www.openstreetmap.org/directions?engine=fossgis_osrm_foot&to=${to}`,
    },
    {
      name: 'Google Maps',
      href: `https://www.google.com/maps/dir/?api=1&destination=${to}&travelmode=walking`,
    },
    { name: 'Apple Maps', href: `https://maps.apple.com/?daddr=${to}&dirflg=w` },
  ];
}
