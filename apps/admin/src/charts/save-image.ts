/** Twice the pixels, for slides. */
const SCALE = 2;

/** Hands a drawn SVG to the browser as a PNG file, on the colour that is behind it. */
export async function saveImage(svg: SVGSVGElement, fileName: string, background: string): Promise<void> {
  const { width, height } = sizeOf(svg);
  const text = new XMLSerializer().serializeToString(svg);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width * SCALE, height * SCALE];
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser draws no images');
  context.fillStyle = background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const link = document.createElement('a');
  link.href = canvas.toDataURL('image/png');
  link.download = fileName;
  link.click();
}

/** A drawing that is on no page says its size itself. */
function sizeOf(svg: SVGSVGElement): { width: number; height: number } {
  if (svg.isConnected) return svg.getBoundingClientRect();
  return { width: Number(svg.getAttribute('width')), height: Number(svg.getAttribute('height')) };
}
