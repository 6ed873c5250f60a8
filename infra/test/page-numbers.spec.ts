import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const ADMIN = join(__dirname, '../../apps/admin/src');
const PAGES = [
  ...[
    'alerts',
    'cohorts',
    'dashboards',
    'funnel',
    'growth',
    'market',
    'overview',
    'paths',
    'people',
    'people-behind',
  ],
  ...['referral', 'retention', 'traffic', 'trends'],
];
/** What is divided there is no figure: places and sizes on the screen, colours, days of a calendar, what is typed in per cent. */
const NO_FIGURES: Record<string, string> = {
  'alerts/NumberField.tsx': 'a share that is typed in per cent',
  'dashboards/last-days.ts': 'days between two dates',
  'funnel/FunnelTrend.tsx': 'days of a window',
  'paths/sankey-option.ts': 'places on the screen',
  'referral/ReferralSteps.tsx': 'the width of a bar',
  'retention/heat-color.ts': 'colours',
};

describe('a page of analytics', () => {
  it('computes no share, mean or rate of its own: a number that it shows is one that the API gives', () => {
    const computed = PAGES.flatMap((folder) => sourcesBelow(join(ADMIN, folder)))
      .filter((path) => !Object.hasOwn(NO_FIGURES, relative(ADMIN, path)))
      .flatMap(divisionsOf);
    expect(computed).toEqual([]);
  });
});

function divisionsOf(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.SlashToken) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${relative(ADMIN, path)}:${line + 1} ${node.getText()}`);
    }
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.spec.ts'))
    .map((name) => join(folder, name));
}
