const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** Without spaces around and in small letters; dots stay (Meta, "Customer Information Parameters"). Null: no address. */
export function plainEmail(text: string): string | null {
  const address = text.trim().toLowerCase();
  return ADDRESS.test(address) ? address : null;
}

const GOOGLE_DOMAINS = ['gmail.com', 'googlemail.com'];

/**
 * In small letters, without any space; for Google's own domains also without dots and without what follows a plus (Google,
 * "Format user data" of the Data Manager API). Null: no address.
 */
export function googleEmail(text: string): string | null {
  const address = plainEmail(text.replace(/\s/g, ''));
  if (address === null) return null;
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (!GOOGLE_DOMAINS.includes(domain)) return address;
  const name = local.replace(/\+.*$/, '').replaceAll('.', '');
  return name === '' ? null : `${name}@${domain}`;
}
