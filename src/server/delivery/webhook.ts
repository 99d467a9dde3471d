import { createHmac } from 'node:crypto';

/**
 * The headers that let a receiver know a webhook is ours and has not been sent before (Standard Webhooks 1.0.0):
 * HMAC-SHA256 over `id.timestamp.body`, with the secret's bytes. `at` is in milliseconds, the header in seconds.
 */
export function webhookHeaders(id: string, at: number, body: string, secret: string): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
