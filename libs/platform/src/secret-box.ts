import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

/** What was sealed cannot be opened: by another key, or changed since. */
export class SecretUnreadable extends Error {
  constructor() {
    super(
      'A stored secret cannot be read with the present key. Set GROUNDSWELL_SECRET_KEY (or put back secret.key in the data folder) to that of before, or enter the secret again.',
    );
    this.name = 'SecretUnreadable';
  }
}

/**
 * Encrypts what must be kept and shown to nobody: addresses of webhooks, credentials of ad networks. AES-256-GCM (NIST SP
 * 800-38D) with a nonce of its own for each text; `context` (table, row's owner) is authenticated, so that a sealed text
 * cannot be moved to another row.
 */
export class SecretBox {
  constructor(private readonly key: Buffer) {
    if (key.length !== KEY_BYTES) throw new Error(`a secret key has ${KEY_BYTES} bytes`);
  }

  seal(text: string, context: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
  }

  /** @throws SecretUnreadable */
  open(sealed: string, context: string): string {
    const [version, data = ''] = sealed.split('.');
    const bytes = Buffer.from(data, 'base64url');
    if (version !== VERSION || bytes.length < IV_BYTES + TAG_BYTES) throw new SecretUnreadable();
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const body = bytes.subarray(IV_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    } catch {
      throw new SecretUnreadable();
    }
  }
}

/** The key that was set, else the one in the data folder, which is made at the first call (mode 0600). */
export function secretKey({ secretKey: given, home }: { secretKey?: Buffer; home: string }): Buffer {
  if (given) return given;
  const file = join(home, 'secret.key');
  if (!existsSync(file)) writeOnce(home, file, randomBytes(KEY_BYTES).toString('base64'));
  return Buffer.from(readFileSync(file, 'utf8'), 'base64');
}

/** Whole or not at all, and of two processes that make one at once the first decides. */
function writeOnce(home: string, file: string, text: string): void {
  mkdirSync(home, { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
