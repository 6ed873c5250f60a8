/** One sentence that names host and port and why, never the password. */
export class PostgresUnavailable extends Error {
  constructor(place: string, reason: string, options?: ErrorOptions) {
    super(`PostgreSQL at ${place} cannot be reached: ${reason}`, options);
    this.name = 'PostgresUnavailable';
  }
}

export function toPostgresUnavailable(url: string, error: unknown): PostgresUnavailable {
  if (error instanceof PostgresUnavailable) return error;
  return new PostgresUnavailable(placeOf(url), withoutPassword(url, reasonOf(error)));
}

function placeOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed?.hostname) return '(the given URL is not postgres://user:password@host:port/database)';
  return `${decodeURIComponent(parsed.hostname)}:${parsed.port || '5432'}`;
}

/** "localhost" with two addresses fails as an AggregateError without a message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  return error.message || ('code' in error ? String(error.code) : error.name);
}

function withoutPassword(url: string, text: string): string {
  const password = URL.canParse(url) ? new URL(url).password : '';
  if (!password) return text;
  return text.replaceAll(password, '***').replaceAll(decodeURIComponent(password), '***');
}
