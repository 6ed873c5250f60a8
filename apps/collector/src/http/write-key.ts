/** The user name of Basic authentication, null where there is none. */
export function basicUser(authorization: string | undefined): string | null {
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(authorization ?? '')?.[1];
  if (!encoded) return null;
  return Buffer.from(encoded, 'base64').toString('utf8').split(':')[0] || null;
}

/** `writeKey` of a body, or of one event of a batch. */
export function writeKeyIn(value: unknown): string | null {
  const key = (value as { writeKey?: unknown } | null | undefined)?.writeKey;
  return typeof key === 'string' && key !== '' ? key : null;
}
