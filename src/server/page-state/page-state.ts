import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Twelve hours: long enough for a day that goes wrong, renewed by every page. */
export const STATE_MS = 12 * 60 * 60 * 1000;
const VERSION = 1;
const IV = 12;
const TAG = 16;

/** What opening a sealed field can find. */
export type Opened = { ok: true; value: unknown } | { ok: false; why: 'expired' | 'broken' };

/** Seals values into text for a hidden field, and opens it again. */
export interface PageState {
  /** `purpose` binds the text to one form: a field of one cannot be posted to another. */
  seal(purpose: string, value: unknown, now?: number): string;
  open(purpose: string, sealed: string, now?: number): Opened;
}

/**
 * Page state under AES-256-GCM. Layout, base64url: version (1 byte), expiry in seconds (6), nonce (12), text, tag
 * (16); version, expiry and purpose are authenticated. `secret` is any text of 32 characters or more, or undefined
 * for a key of this process alone, which a restart forgets.
 */
export function pageState(secret?: string): PageState {
  const master = secret ? Buffer.from(secret) : randomBytes(32);
  const key = Buffer.from(hkdfSync('sha256', master, '', 'waymark page state', 32));
  const bound = (head: Buffer, purpose: string) => Buffer.concat([head, Buffer.from(purpose)]);
  return {
    seal(purpose, value, now = Date.now()) {
      const head = Buffer.alloc(7);
      head.writeUInt8(VERSION, 0);
      head.writeUIntBE(Math.floor((now + STATE_MS) / 1000), 1, 6);
      const iv = randomBytes(IV);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      cipher.setAAD(bound(head, purpose));
      const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return Buffer.concat([head, iv, text, cipher.getAuthTag()]).toString('base64url');
    },
    open(purpose, sealed, now = Date.now()) {
      const all = Buffer.from(sealed, 'base64url');
      if (all.length < 7 + IV + TAG || all.readUInt8(0) !== VERSION) return { ok: false, why: 'broken' };
      const head = all.subarray(0, 7);
      const decipher = createDecipheriv('aes-256-gcm', key, all.subarray(7, 7 + IV), { authTagLength: TAG });
      decipher.setAAD(bound(head, purpose));
      decipher.setAuthTag(all.subarray(-TAG));
      try {
        const text = Buffer.concat([decipher.update(all.subarray(7 + IV, -TAG)), decipher.final()]);
        // Only a field that is truly ours is called expired; a made-up date is simply broken.
        if (head.readUIntBE(1, 6) * 1000 < now) return { ok: false, why: 'expired' };
        return { ok: true, value: JSON.parse(text.toString('utf8')) };
      } catch {
        return { ok: false, why: 'broken' };
      }
    },
  };
}
