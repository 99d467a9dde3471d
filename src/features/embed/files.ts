import type { EmbedFile } from './rows.ts';

/** A file under /embed/ as a reply. */
export const embedReply = (file: EmbedFile) => Response.json(file);

/** What a frame shows where scripts are off. */
export const FRAME_ROWS = 8;

/** The height of a frame for so many rows, in CSS pixels: it cannot grow by itself where scripts are forbidden. */
export const frameHeight = (rows: number) => Math.min(900, 160 + rows * 230);

/** Where the frame of a need or place is. */
export const framePath = (kind: 'needs' | 'places', id: string) => `/embed/frame/${kind}/${id}/`;
