import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(__dirname, '..', '..');

/** A site of somebody's own, on another origin than the product: what its pages may do there is up to CORS. */
export class Shop {
  private readonly bundles = new Map<string, Promise<string>>();
  private readonly pages = new Map<string, { type: string; body: string }>();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Shop> {
    const server = createServer();
    const shop = new Shop(server);
    shop.add('/favicon.ico', '', 'image/x-icon');
    shop.add('/elsewhere', '<!doctype html><title>Shop</title>');
    server.on('request', (request, response) => {
      const page = shop.pages.get(new URL(request.url ?? '/', 'http://shop').pathname);
      response.writeHead(page ? 200 : 404, { 'content-type': page?.type ?? 'text/plain' });
      response.end(page?.body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return shop;
  }

  /** By name, so that it is another site than an address. */
  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  add(path: string, body: string, type = 'text/html; charset=utf-8'): void {
    this.pages.set(path, { type, body });
  }

  /**
   * A page that runs a module, bundled with the packages that it imports: once, however often it is asked for.
   * @param collector what the module finds as `collector`
   */
  async addModule(path: string, code: string, collector?: { host: string; writeKey: string }): Promise<void> {
    const bundled = this.bundles.get(code) ?? bundle(code);
    this.bundles.set(code, bundled);
    this.add(`${path}.js`, await bundled, 'text/javascript; charset=utf-8');
    const settings = `<script>const collector = ${JSON.stringify(collector)};</script>`;
    const module = `<script type="module" src="${path}.js"></script>`;
    this.add(path, `<!doctype html><title>Shop</title><body>${settings}${module}`);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** Vite cannot be loaded into Jest's own module system. */
async function bundle(code: string): Promise<string> {
  const child = spawn(process.execPath, [join(root, 'test/support/bundle.mjs')], { cwd: root });
  child.stdin.end(code);
  const [out, faults] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`the page could not be bundled: ${faults}`);
  return out;
}
