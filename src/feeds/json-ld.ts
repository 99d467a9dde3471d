import type { Asset } from '#schemas/asset.ts';
import type { Organisation } from '#schemas/organisation.ts';
import type { Site } from '#schemas/site.ts';

/** Opening days as schema.org names them. */
const day = (d: string) => `https://schema.org/${d.charAt(0).toUpperCase()}${d.slice(1)}`;

function offer(asset: Asset) {
  if (asset.cost.type === 'free') return { '@type': 'Offer', price: 0, priceCurrency: 'GBP' };
  if (asset.cost.type === 'amount')
    return { '@type': 'Offer', price: asset.cost.amount, priceCurrency: 'GBP' };
  return undefined;
}

function venue(l: Asset['locations'][number]) {
  return {
    '@type': 'Place',
    name: l.name,
    address: {
      '@type': 'PostalAddress',
      streetAddress: l.address,
      postalCode: l.postcode,
      addressCountry: 'GB',
    },
    geo: { '@type': 'GeoCoordinates', latitude: l.lat, longitude: l.lng },
  };
}

/**
 * A listing as schema.org `Service`, for search engines. What is not known is left out rather than guessed, hidden
 * addresses are never there (`asset` is already public), and a closed listing says nothing.
 */
export function assetJsonLd(
  asset: Asset,
  { organisation, site, url }: { organisation: Organisation; site: Site; url: string },
): unknown {
  if (asset.status === 'closed') return undefined;
  const open = asset.locations.filter((l) => !l.sensitive);
  return {
    '@context': 'https://schema.org',
    '@type': 'Service',
    name: asset.name,
    serviceType: asset.kind,
    description: asset.summary,
    url,
    provider: { '@type': 'Organization', name: organisation.name, url: organisation.url },
    isAccessibleForFree: asset.cost.type === 'free' ? true : undefined,
    offers: offer(asset),
    audience:
      asset.audience.length > 0
        ? { '@type': 'Audience', audienceType: asset.audience.join(', ') }
        : undefined,
    availableLanguage: ['en', ...asset.languages],
    areaServed: asset.serviceArea?.national
      ? 'United Kingdom'
      : asset.serviceArea?.areas.map((id) => site.areas.find((a) => a.id === id)?.name),
    hoursAvailable: asset.openingHours.map((h) => ({
      '@type': 'OpeningHoursSpecification',
      dayOfWeek: h.days.map(day),
      opens: h.opens,
      closes: h.closes === '24:00' ? '23:59' : h.closes,
    })),
    availableChannel:
      open.length > 0 ? { '@type': 'ServiceChannel', serviceLocation: open.map(venue) } : undefined,
  };
}
