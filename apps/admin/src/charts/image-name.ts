/**
 * The name of the file that a chart is saved as: the title over it, and what its description says in its first sentence.
 * @param title undefined where nothing stands over it
 */
export function imageName(title: string | undefined, label: string): string {
  const [first = label] = label.split(/\.\s|。/);
  const name = title && !first.includes(title) ? `${title} ${first}` : first;
  return `${name
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 80)
    .replace(/^-|-$/g, '')}.png`;
}
