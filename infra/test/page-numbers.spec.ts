import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const ADMIN = join(__dirname, '../../apps/admin/src');
/** What is divided there is no figure: places and sizes on the screen, colours, days of a calendar, what is typed in per cent. */
const NO_FIGURES: Record<string, string> = {
  'alerts/NumberField.tsx': 'a share that is typed in per cent',
  'attribution/DistributionPanels.tsx': 'the width of a bar',
  'attribution/PathsPanel.tsx': 'how many touches of a long way are shown',
  'auth/useSignInProblem.ts': 'seconds to wait',
  'charts/sparkline-path.ts': 'places on the screen',
  'charts/svg-of-table.ts': 'places on the screen',
  'charts/usePick.ts': 'places on the screen',
  'conversions/OutboxPanel.tsx': 'the number of a page',
  'dashboards/funnel-bars-option.ts': 'how many letters fit below a bar',
  'dashboards/last-days.ts': 'days between two dates',
  'data/imports/first-zip-entry.ts': 'places in a file',
  'data/imports/upload.ts': 'how far an upload is',
  'data/imports/usePace.ts': 'how far an import is',
  'data/keys/ago.ts': 'units of time',
  'experiments/days-since.ts': 'days between two instants',
  'experiments/results/IntervalBar.tsx': 'places on the screen',
  'experiments/results/posterior.ts': 'the shape of a curve whose mean and deviation the API gives',
  'experiments/wizard/PercentField.tsx': 'a share that is typed in per cent',
  'experiments/wizard/draft.ts': 'equal shares that a form begins with',
  'flags/flag-form.ts': 'a share that is typed in per cent',
  'funnel/FunnelTrend.tsx': 'days of a window',
  'i18n/format.ts': 'units of time',
  'metrics/MetricChart.tsx': 'days of a window',
  'range/local-date.ts': 'days between two dates',
  'referral/ReferralSteps.tsx': 'the width of a bar',
  'retention/heat-color.ts': 'colours',
};

describe('a page', () => {
  it('computes no share, mean or rate of its own: a number that it shows is one that the API gives', () => {
    const sources = sourcesBelow(ADMIN);
    expect(sources.length).toBeGreaterThan(300);
    const computed = sources
      .filter((path) => !Object.hasOwn(NO_FIGURES, relative(ADMIN, path)))
      .flatMap(divisionsOf);
    expect(computed).toEqual([]);
  });

  it('is excused only where it divides', () => {
    const idle = Object.keys(NO_FIGURES).filter((path) => divisionsOf(join(ADMIN, path)).length === 0);
    expect(idle).toEqual([]);
  });
});

function divisionsOf(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isDivision(node) && !isRounding(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${relative(ADMIN, path)}:${line + 1} ${node.getText()}`);
    }
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

const isDivision = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.SlashToken;

/** `Math.round(figure * 10) / 10` shows fewer digits of a figure. */
const isRounding = ({ left, right }: ts.BinaryExpression) =>
  ts.isCallExpression(left) && left.expression.getText() === 'Math.round' && ts.isNumericLiteral(right);

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.spec.ts'))
    .map((name) => join(folder, name));
}
