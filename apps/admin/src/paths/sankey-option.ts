import type { EChartsCoreOption } from 'echarts/core';
import { chartStyle } from '../charts/chart-style.js';
import { tooltipHtml } from '../charts/tooltip.js';
import type { Formatter } from '../i18n/format.js';
import { type Scheme, tokensOf } from '../theme/tokens.js';
import type { Sankey, SankeyNode } from './sankey.js';

interface Context {
  sankey: Sankey;
  scheme: Scheme;
  format: Formatter;
  text: Record<'others' | 'people', string>;
}

const LONGEST = 22;
/** Of the last column, px. */
const LABEL_SPACE = 132;

export function sankeyOption({ sankey, scheme, format, text }: Context): EChartsCoreOption {
  const { tooltip, textStyle, animation } = chartStyle(scheme);
  const { accent, muted, text: ink } = tokensOf(scheme);
  const nameOf = ({ name }: SankeyNode) => name ?? text.others;
  const short = (name: string) => (name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name);
  return {
    animation,
    textStyle,
    tooltip: {
      ...tooltip,
      trigger: 'item',
      formatter: ({ data }: { data: { title: string; users: number } }) =>
        tooltipHtml(data.title, null, [
          { color: accent, name: text.people, value: format.number(data.users), isStrong: true },
        ]),
    },
    series: [
      {
        type: 'sankey',
        left: 4,
        right: LABEL_SPACE,
        top: 8,
        bottom: 8,
        nodeWidth: 10,
        nodeGap: 14,
        nodeAlign: 'left',
        draggable: false,
        layoutIterations: 24,
        emphasis: { focus: 'adjacency' },
        lineStyle: { color: accent, opacity: 0.22, curveness: 0.5 },
        label: { color: ink, fontSize: 11, textBorderWidth: 0 },
        data: sankey.nodes.map((node) => ({
          name: node.id,
          title: nameOf(node),
          users: node.users,
          depth: node.column,
          itemStyle: { color: node.name === null ? muted : accent, borderWidth: 0 },
          label: {
            position: 'right',
            formatter: `${short(nameOf(node))}  ${format.number(node.users)}`,
          },
        })),
        links: sankey.links.map(({ source, target, users }) => ({
          source: source.id,
          target: target.id,
          value: users,
          users,
          step: target.column,
          from: source.name,
          to: target.name,
          title: `${nameOf(source)} → ${nameOf(target)}`,
        })),
      },
    ],
  };
}
