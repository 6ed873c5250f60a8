import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { SeenProduct } from './seen-product.js';

/** Every page by its path within the project, and what on it opens a dialog or menu, each kind once: its test id, or its name. */
const PAGES: Record<string, string[]> = {
  overview: ['name:Switch project', 'name:Account'],
  trends: ['name:Filter'],
  growth: [],
  retention: [],
  funnel: [],
  paths: [],
  'people/all': [],
  'people/merges': [],
  'people/1': ['name:Erase'],
  cohorts: [],
  'campaigns/results': [],
  'campaigns/tree': [],
  'campaigns/spend': ['name:Import'],
  creatives: [],
  attribution: [],
  links: [],
  channels: [],
  conversions: [],
  referral: ['new-program'],
  market: [],
  experiments: [],
  'experiments/new': [],
  'experiments/layers': [],
  metrics: [],
  flags: [],
  dashboards: [],
  alerts: [],
  'data/live': [],
  'data/imports': ['import-upload'],
  'data/dead-letters': [],
  'data/keys': ['new-write'],
  'settings/general': [],
  'settings/members': [],
  'settings/collection': [],
  'settings/data': [],
  'settings/audit': [],
  profile: [],
  'no-such-page': [],
};

let product: SeenProduct;
let page: Page;
beforeAll(async () => {
  product = await SeenProduct.open('By keyboard');
  page = product.page;
  await product.send(['ada', 'bob'].map((userId) => ({ type: 'track', userId, event: 'Opened' })));
  await product.untilPeople(2);
}, 300_000);
afterAll(() => product?.close());

/**
 * What a page lacks for whoever uses it by keyboard or ear, as sentences. Focus that a script gives is shown as that of the
 * Tab key once a key was pressed. A text, as these sources do not know the browser's types.
 */
const FAULTS = `(async () => {
  const faults = new Set();
  const isShown = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility !== 'hidden';
  const named = (one) => one.outerHTML.replace(/\\s*(class|style|d)="[^"]*"/g, '').slice(0, 160);
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(isShown).map((one) => Number(one.tagName[1]));
  if (headings.filter((level) => level === 1).length !== 1) faults.add('has not one h1');
  headings.forEach((level, at) => at > 0 && level > headings[at - 1] + 1 && faults.add('jumps to h' + level));
  if (document.querySelectorAll('main').length !== 1) faults.add('has not one main');
  if (!document.title || !document.documentElement.lang) faults.add('has no title or language');
  for (const one of document.querySelectorAll('[aria-describedby], [aria-labelledby]'))
    for (const id of ((one.getAttribute('aria-describedby') ?? '') + ' ' + (one.getAttribute('aria-labelledby') ?? '')).split(' '))
      if (id && !document.getElementById(id)) faults.add('is told of by nothing: ' + named(one));
  const showsFocus = (one) => {
    for (let at = one, up = 0; at && up < 4; at = at.parentElement, up++) {
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) return true;
      const frame = at.querySelector(':scope > fieldset');
      if (frame && parseFloat(getComputedStyle(frame).borderTopWidth) >= 2) return true;
    }
    return false;
  };
  for (const one of document.querySelectorAll('a[href], button, input, textarea, [tabindex]')) {
    if (one.tabIndex < 0 || one.disabled || !isShown(one)) continue;
    one.focus({ preventScroll: true });
    await Promise.resolve();
    if (document.activeElement === one && !showsFocus(one)) faults.add('does not show the focus: ' + named(one));
  }
  return [...faults];
})()`;

/** Of what can be reached, pointed at or heard: a line of the accessibility tree that has a role and no name. */
const NAMELESS =
  /^\s*- (button|link|combobox|textbox|checkbox|radio|switch|tab|menuitem|slider|spinbutton|searchbox|img|dialog|menu|table|navigation)(?: \[[^\]]*\])*:?$/;

async function nameless(): Promise<string[]> {
  const tree = await page.locator('body').ariaSnapshot();
  return tree.split('\n').flatMap((line) => (NAMELESS.test(line) ? `has no name:${line}` : []));
}

/** The dialog or menu on top: whether it has the focus. Null where nothing is open. */
const OPENED = `(() => {
  const top = [...document.querySelectorAll('[role=dialog], [role=menu]')].filter((one) => one.getClientRects().length > 0).at(-1);
  const layer = top?.closest('.MuiModal-root') ?? top;
  return top ? layer.contains(document.activeElement) : null;
})()`;
const hasFocus = () => page.evaluate<boolean | null>(OPENED);

/** Opens by Enter, keeps the Tab key if it is a dialog, leaves by Escape, and is back at the button. */
async function faultsOfOpened(opener: string): Promise<string[]> {
  const name = /^name:(.*)/.exec(opener)?.[1];
  const button = (name ? page.getByRole('button', { name }) : page.getByTestId(opener)).first();
  await button.focus();
  await page.evaluate('globalThis.opener = document.activeElement');
  await page.keyboard.press('Enter');
  await eventually(async () => expect([opener, await hasFocus()]).toEqual([opener, true]));
  const faults = await nameless();
  const isDialog = (await page.getByRole('dialog').count()) > 0;
  for (let press = 0; isDialog && press < 5; press++) {
    await page.keyboard.press('Shift+Tab');
    if (!(await hasFocus())) faults.push('loses the focus');
  }
  await page.keyboard.press('Escape');
  await eventually(async () => expect([opener, await hasFocus()]).toEqual([opener, null]));
  if (!(await page.evaluate('globalThis.opener === document.activeElement')))
    faults.push('gives the focus not back');
  return faults.map((fault) => `${opener} ${fault}`);
}

/** As a link would, without loading everything anew. */
async function goTo(path: string): Promise<void> {
  const to = JSON.stringify(`/p/${product.project.id}/${path}`);
  await page.evaluate(`history.pushState({}, '', ${to}); dispatchEvent(new PopStateEvent('popstate'))`);
  await page.locator('main h1').waitFor();
  await page.locator('main .MuiSkeleton-root').first().waitFor({ state: 'detached' });
}

/** What is still lacking once the page has come: between two pages there is for a moment none of either. */
async function faultsOfPage(): Promise<string[]> {
  for (let tries = 20; ; tries--) {
    const faults = [...(await page.evaluate<string[]>(FAULTS)), ...(await nameless())];
    if (faults.length === 0 || tries === 0) return faults;
    await pause(250);
  }
}

it('every page can be used by keyboard and by ear: names, headings, a focus that is seen, dialogs that give it back', async () => {
  await page.goto(`${product.url}/p/${product.project.id}/overview`);
  await page.locator('main h1').waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.innerText')).toBe('Skip to content');
  const found: Record<string, string[]> = {};
  for (const [path, openers] of Object.entries(PAGES)) {
    await goTo(path);
    const faults = await faultsOfPage();
    for (const opener of openers) faults.push(...(await faultsOfOpened(opener)));
    if (faults.length > 0) found[path] = faults;
  }
  expect(found).toEqual({});
}, 240_000);
