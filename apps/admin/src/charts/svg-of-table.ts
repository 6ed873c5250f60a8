const SVG = 'http://www.w3.org/2000/svg';
const GAP = 16;
const PADDING = 8;

/** Tables one under the other as a drawing: each cell with the ground, the ink and the place that it has on the page. */
export function svgOfTables(tables: Iterable<HTMLTableElement>, background: string): SVGSVGElement {
  const svg = element('svg', {});
  let [top, width] = [GAP, 0];
  for (const table of tables) {
    const box = table.getBoundingClientRect();
    for (const cell of table.querySelectorAll<HTMLElement>('th, td')) {
      svg.append(...drawn(cell, { x: box.x - GAP, y: box.y - top }, background));
    }
    top += box.height + GAP;
    width = Math.max(width, box.width);
  }
  svg.setAttribute('width', String(Math.ceil(width + 2 * GAP)));
  svg.setAttribute('height', String(Math.ceil(top)));
  return svg;
}

function drawn(cell: HTMLElement, origin: { x: number; y: number }, background: string): SVGElement[] {
  const { x, y, width, height } = cell.getBoundingClientRect();
  const style = getComputedStyle(cell);
  const isRight = ['right', 'end'].includes(style.textAlign);
  const isCentred = style.textAlign === 'center';
  const [left, middle] = [x - origin.x, y - origin.y + height / 2];
  const ground = style.backgroundColor === 'rgba(0, 0, 0, 0)' ? background : style.backgroundColor;
  const rect = element('rect', { x: left, y: y - origin.y, width, height, fill: ground });
  const text = element('text', {
    x: isCentred ? left + width / 2 : isRight ? left + width - PADDING : left + PADDING,
    y: middle,
    fill: style.color,
    'font-family': style.fontFamily,
    'font-size': style.fontSize,
    'font-weight': style.fontWeight,
    'text-anchor': isCentred ? 'middle' : isRight ? 'end' : 'start',
    'dominant-baseline': 'central',
  });
  text.textContent = cell.innerText;
  return [rect, ...barsIn(cell, origin), text];
}

/** What stands for a bar says so: `data-bar`. */
function barsIn(cell: HTMLElement, origin: { x: number; y: number }): SVGElement[] {
  return [...cell.querySelectorAll('[data-bar]')].map((bar) => {
    const { x, y, width, height } = bar.getBoundingClientRect();
    const fill = getComputedStyle(bar).backgroundColor;
    return element('rect', { x: x - origin.x, y: y - origin.y, width, height, fill, rx: 3 });
  });
}

function element<Name extends 'svg' | 'rect' | 'text'>(
  name: Name,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made as SVGElementTagNameMap[Name];
}
