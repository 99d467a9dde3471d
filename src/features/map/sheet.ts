// By its address, and not as an import: the build would put it at the head of every page that might open a map.
import address from './map.css?url';

/** The map's own looks, put in the page once. Rejects where they cannot be had: Leaflet is no map without them. */
export function addSheet(): Promise<void> {
  const before = document.querySelector(`link[href="${address}"]`);
  if (before) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new Error('The looks of the map did not come'));
    };
    document.head.append(link);
  });
}
