import { crc32, deflateRawSync } from 'node:zlib';

/** A file of a zip: its text, or bytes that are deflated already with the size that the zip says they unpack to. */
export type Part = { name: string } & ({ text: string } | { deflated: Buffer; size: number });

/** A zip of parts, one after the other, with its directory at the end. */
export function zipOf(parts: readonly Part[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const head = headOf(part);
    const name = Buffer.from(part.name);
    const body = 'text' in part ? deflateRawSync(part.text) : part.deflated;
    const local = Buffer.concat([
      numbers([0x04034b50, 4], [20, 2]),
      head,
      numbers([name.length, 2], [0, 2]),
      name,
    ]);
    directory.push(
      numbers([0x02014b50, 4], [20, 2], [20, 2]),
      head,
      numbers([name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
      name,
    );
    files.push(local, body);
    offset += local.length + body.length;
  }
  const entries = Buffer.concat(directory);
  const count = parts.length;
  const end = numbers(
    [0x06054b50, 4],
    [0, 4],
    [count, 2],
    [count, 2],
    [entries.length, 4],
    [offset, 4],
    [0, 2],
  );
  return Buffer.concat([...files, entries, end]);
}

/** The smallest workbook with one sheet. */
export function workbookOf(sheet: string, others: readonly Part[] = []): Buffer {
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zipOf([
    {
      name: 'xl/workbook.xml',
      text: `<workbook xmlns:r="${relations}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `<Relationships><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', text: sheet },
    ...others,
  ]);
}

/** Flags, method, time, date, check sum and sizes, as both headers have them. */
function headOf(part: Part): Buffer {
  const packed = 'text' in part ? deflateRawSync(part.text).length : part.deflated.length;
  const size = 'text' in part ? Buffer.byteLength(part.text) : part.size;
  const sum = 'text' in part ? crc32(part.text) : 0;
  return numbers([0, 2], [8, 2], [0, 2], [0x21, 2], [sum, 4], [packed, 4], [size, 4]);
}

/** Little-endian, each of so many bytes. */
function numbers(...given: [value: number, bytes: number][]): Buffer {
  return Buffer.concat(
    given.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}
