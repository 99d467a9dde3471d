import { createTransport } from 'nodemailer';
import { submission } from '#schemas/referral.ts';
import type { Job } from '#server/db/outbox.ts';
import { bundleOf } from '#server/delivery/fhir/bundle.ts';
import type { Target } from '#server/delivery/targets.ts';
import { webhookHeaders } from '#server/delivery/webhook.ts';
import { armoured, open } from '#server/seal/age.ts';

/** A delivery that did not work: a short code for the log, and when the receiver wants us back. */
export class DeliveryFailed extends Error {
  readonly code: string;
  /** Milliseconds to wait, where the receiver said. */
  readonly waitMs: number | undefined;
  /** True where trying again is no use: the receiver has gone for good. */
  readonly final: boolean;
  constructor(
    code: string,
    { waitMs, final = false }: { waitMs?: number | undefined; final?: boolean } = {},
  ) {
    super(code);
    this.name = 'DeliveryFailed';
    this.code = code;
    this.waitMs = waitMs;
    this.final = final;
  }
}

/** What the senders need besides the job. */
export interface SendingTools {
  targetOf(team: string): Target;
  teamName(team: string): string;
  smtpUrl?: string | undefined;
  notifyFrom?: string | undefined;
  /** Identities, for FHIR only. The web server has none. */
  identities: readonly string[];
  /** Time for one delivery in all, milliseconds. */
  timeoutMs: number;
}

/** The letters of an error code that Node, OpenSSL or nodemailer gives, and nothing a receiver could have written. */
function codeOf(e: unknown): string {
  if (e instanceof Error && e.name === 'TimeoutError') return 'timeout';
  for (let error: unknown = e; error instanceof Error; error = error.cause)
    if ('code' in error && typeof error.code === 'string' && /^[A-Z_]{3,40}$/.test(error.code))
      return error.code.toLowerCase();
  return 'failed';
}

/** `Retry-After` in milliseconds, at most a day (RFC 9110 §10.2.3). */
function retryAfter(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 86_400) * 1000 : undefined;
}

async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  timeoutMs: number,
): Promise<void> {
  let response: Response;
  try {
    // A redirect could carry the referral to another host, so it is a failure like any other.
    response = await fetch(url, {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    // Read no more than is needed to know that the reply ended; what it says is of no interest.
    await response.body?.cancel();
  } catch (e) {
    throw new DeliveryFailed(codeOf(e));
  }
  if (response.ok) return;
  throw new DeliveryFailed(`http-${response.status}`, {
    waitMs: retryAfter(response.headers.get('retry-after')),
    final: response.status === 410,
  });
}

async function sendWebhook({ outbox, referral }: Job, target: Target, tools: SendingTools): Promise<void> {
  if (!target.webhook) throw new DeliveryFailed('not-set-up');
  const body = JSON.stringify({
    type: 'referral.received',
    timestamp: new Date(referral.created_at).toISOString(),
    data: {
      id: referral.id,
      reference: referral.reference,
      kind: referral.kind,
      team: referral.team,
      flags: referral.flags ? referral.flags.split(' ') : [],
      sealed: armoured(referral.sealed),
    },
  });
  const headers = webhookHeaders(outbox.id, Date.now(), body, target.webhook.secret);
  await post(target.webhook.url, body, headers, tools.timeoutMs);
}

async function sendEmail({ outbox, referral }: Job, target: Target, tools: SendingTools): Promise<void> {
  if (!target.email || !tools.smtpUrl || !tools.notifyFrom) throw new DeliveryFailed('not-set-up');
  const transport = createTransport({
    url: tools.smtpUrl,
    connectionTimeout: tools.timeoutMs,
    greetingTimeout: tools.timeoutMs,
    socketTimeout: tools.timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const what = { referral: 'referral', report: 'report about a listing', suggestion: 'suggested group' }[
    referral.kind
  ];
  try {
    await transport.sendMail({
      from: tools.notifyFrom,
      to: target.email.to,
      // The same id each time, so that a mailbox can drop a second copy.
      messageId: `<${outbox.id}@${tools.notifyFrom.split('@')[1]}>`,
      subject: `New ${what}: ${referral.reference}`,
      text: `A new ${what} has come in for ${tools.teamName(referral.team)}.\n\nReference: ${referral.reference}\n\nThis message carries nothing else. Open it with your referral system, or with the staff tool.\n`,
    });
  } catch (e) {
    throw new DeliveryFailed(codeOf(e));
  } finally {
    transport.close();
  }
}

async function sendFhir({ outbox, referral }: Job, target: Target, tools: SendingTools): Promise<void> {
  if (!target.fhir) throw new DeliveryFailed('not-set-up');
  let data: unknown;
  try {
    data = JSON.parse(await open(referral.sealed, tools.identities));
  } catch {
    throw new DeliveryFailed('cannot-open');
  }
  const parsed = submission.safeParse(data);
  if (!parsed.success) throw new DeliveryFailed('not-a-referral', { final: true });
  if (parsed.data.kind !== 'referral') return;
  const bundle = bundleOf(parsed.data, {
    id: referral.id,
    deliveryId: outbox.id,
    reference: referral.reference,
    at: new Date(referral.created_at).toISOString(),
    teamName: tools.teamName(referral.team),
  });
  const headers: Record<string, string> = {
    'content-type': 'application/fhir+json',
    'x-request-id': outbox.id,
  };
  if (target.fhir.token) headers['authorization'] = `Bearer ${target.fhir.token}`;
  await post(target.fhir.url, JSON.stringify(bundle), headers, tools.timeoutMs);
}

/** Makes one delivery. Throws DeliveryFailed where it did not, or may not, have arrived. */
export async function send(job: Job, tools: SendingTools): Promise<void> {
  const target = tools.targetOf(job.referral.team);
  switch (job.outbox.channel) {
    case 'webhook':
      return sendWebhook(job, target, tools);
    case 'email':
      return sendEmail(job, target, tools);
    case 'fhir':
      return sendFhir(job, target, tools);
    case 'collect':
      throw new DeliveryFailed('not-set-up');
  }
}
