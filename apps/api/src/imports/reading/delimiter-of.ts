const DELIMITERS = [',', ';', '\t', '|'];

/** What separates the columns of a CSV file: the sign that its header has most of, outside quotes. */
export function delimiterOf(head: string): string {
  const header = headerOf(head);
  const count = (sign: string) => header.split(sign).length - 1;
  return DELIMITERS.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** The first line that is not blank, without what is quoted. */
function headerOf(head: string): string {
  const bare = head.replace(/"(?:[^"]|"")*"/g, '""');
  return bare.split(/\r\n|\n|\r/).find((line) => line.trim() !== '') ?? '';
}
