/** The write key of a request: Basic user name, or `writeKey` of the body or of its first event. */
export function writeKeyOf(authorization: string | undefined, body: unknown): string | null {
  return basicUser(authorization) ?? keyIn(body) ?? keyIn(firstOf(body));
}

function basicUser(authorization: string | undefined): string | null {
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? '')?.[1];
  if (!encoded) return null;
  const user = Buffer.from(encoded, 'base64').toString('utf8').split(':')[0];
  return user || null;
}

function keyIn(value: unknown): string | null {
  const key = (value as { writeKey?: unknown } | null | undefined)?.writeKey;
  return typeof key === 'string' && key !== '' ? key : null;
}

function firstOf(body: unknown): unknown {
  const batch = (body as { batch?: unknown } | null)?.batch;
  return Array.isArray(batch) ? (batch[0] as unknown) : undefined;
}
