import * as L from 'leaflet';
import { PMTiles } from 'pmtiles';

/**
 * Pictures out of one PMTiles file on this site, read in parts (HTTP ranges). Drawn on a canvas, so that the security
 * policy need not allow `blob:` images.
 */
class ArchiveLayer extends L.GridLayer {
  readonly #archive: PMTiles;

  constructor(archive: PMTiles, options: L.GridLayerOptions) {
    super(options);
    this.#archive = archive;
  }

  protected override createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas');
    this.#draw(canvas, coords).then(
      () => done(undefined, canvas),
      (e: unknown) => done(e instanceof Error ? e : new Error(String(e)), canvas),
    );
    return canvas;
  }

  async #draw(canvas: HTMLCanvasElement, { z, x, y }: L.Coords): Promise<void> {
    const tile = await this.#archive.getZxy(z, x, y);
    // A picture the file does not hold is left clear: the outline below shows through.
    if (!tile) return;
    const picture = await createImageBitmap(new Blob([tile.data]));
    // As big as the picture itself; past the file's closest zoom Leaflet stretches the element, not the picture.
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
    picture.close();
  }
}

/** A layer over the file at `url`. Rejects where the file cannot be read. */
export async function archiveLayer(url: string, options: L.GridLayerOptions): Promise<L.GridLayer> {
  const archive = new PMTiles(new URL(url, location.href).href);
  const { minZoom, maxZoom } = await archive.getHeader();
  return new ArchiveLayer(archive, { ...options, minNativeZoom: minZoom, maxNativeZoom: maxZoom });
}
