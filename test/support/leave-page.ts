import type { Page } from 'playwright-core';

/** Closes a tab as its visitor does, `pagehide` and all, and waits until it is gone. */
export async function closeTab(page: Page): Promise<void> {
  const gone = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await gone;
}

/**
 * Leaves a page of a shop for another one, and closes the tab there. A tab that is closed has half a second to answer
 * and is killed after that, so that a page that is still busy could not keep what it holds for the visitor's next one,
 * whichever SDK it has. A page that is left for another one is waited for.
 */
export async function leavePage(page: Page): Promise<void> {
  await page.goto(new URL('/elsewhere', page.url()).href);
  await page.close();
}
