/** ECharts takes tooltips as HTML, and names of breakdowns are whatever clients sent: everything is escaped. */
const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

export interface TooltipRow {
  color: string;
  name: string;
  value: string;
  isStrong?: boolean;
}

/** `color` must be one of ours. */
export function tooltipHtml(title: string, note: string | null, rows: TooltipRow[]): string {
  const lines = rows.map(({ color, name, value, isStrong }) => {
    const dot = `<span style="display:inline-block;width:8px;height:8px;border-radius:50%;background:${color}"></span>`;
    const weight = isStrong ? 650 : 400;
    return `<tr style="font-weight:${weight}"><td style="padding:1px 6px 1px 0">${dot}</td><td style="padding:1px 16px 1px 0">${escapeHtml(name)}</td><td style="text-align:right">${escapeHtml(value)}</td></tr>`;
  });
  const noteHtml = note ? `<div style="opacity:.75;margin-bottom:2px">${escapeHtml(note)}</div>` : '';
  return `<div style="font-weight:650;margin-bottom:2px">${escapeHtml(title)}</div>${noteHtml}<table style="border-collapse:collapse">${lines.join('')}</table>`;
}
