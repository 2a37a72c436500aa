import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Findings of axe that keep somebody from working: serious and critical ones, one line each with the elements; of a part of the page, when one is named. */
export async function seriousFindings(page: Page, within?: string): Promise<string[]> {
  // Half faded in, a text has half its contrast: what moves and will end is waited for.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => Number.isFinite(Number(animation.effect?.getComputedTiming().endTime)))
        .map((animation) => animation.finished),
    ),
  );
  const builder = new AxeBuilder({ page });
  const { violations } = await (within === undefined ? builder : builder.include(within)).analyze();
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => {
      const places = violation.nodes.slice(0, 5).map((node) => `${node.target.join(' ')} ${node.html.slice(0, 120)}`);
      return `${violation.id} (${violation.nodes.length}): ${violation.help}\n  ${places.join('\n  ')}`;
    });
}
