import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, type Page, chromium } from 'playwright-core';
import { OWNER, sharedUrl } from './start-product.js';

/** A project of its own on the shared product, and its owner in front of a browser. */
export class SeenProduct {
  private constructor(
    readonly url: string,
    private readonly token: string,
    readonly project: { id: number; writeKey: string },
    readonly browser: Browser,
    /** Of the owner, who is signed in. */
    readonly page: Page,
  ) {}

  static async open(projectName: string): Promise<SeenProduct> {
    const url = await sharedUrl();
    const ask = <T>(...asked: [string, string, unknown?]) => call<T>(url, '', ...asked);
    const { accessToken } = await ask<{ accessToken: string }>('POST', '/auth/login', OWNER);
    const project = await call<SeenProduct['project']>(url, accessToken, 'POST', '/projects', {
      name: projectName,
    });
    const browser = await chromium.launch({
      executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    await page.request.post(`${url}/api/auth/login`, { data: OWNER });
    return new SeenProduct(url, accessToken, project, browser, page);
  }

  api<T>(method: string, path: string, body?: unknown): Promise<T> {
    return call(this.url, this.token, method, path, body);
  }

  /** Sends messages as a Segment library does. */
  async send(batch: object[]): Promise<void> {
    await fetch(`${this.url}/v1/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ writeKey: this.project.writeKey, batch }),
    });
  }

  async people(): Promise<number> {
    return (await this.api<{ total: number }>('GET', `/projects/${this.project.id}/persons`)).total;
  }

  async untilPeople(count: number): Promise<void> {
    while ((await this.people()) < count) await pause(100);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

async function call<T>(url: string, token: string, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${url}/api${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return (response.status === 204 ? undefined : await response.json()) as T;
}
