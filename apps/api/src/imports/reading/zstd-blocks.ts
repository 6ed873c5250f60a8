import { UnusableFile } from './read-row.js';

/** The most that zstd itself unpacks unless it is told otherwise. */
const MOST_WINDOW_MIB = 128;
/** Of a block, packed and unpacked (RFC 8878, 3.1.1.2.4). */
const MOST_BLOCK_BYTES = 128 * 1024;
/** So that a part unpacks to 4 MiB at most. */
const BLOCKS_OF_PART = 32;

const MAGIC = 0xfd2fb528;
/** The last four bits are free. */
const SKIPPABLE_MAGIC = 0x184d2a50;

/**
 * Follows zstd data (RFC 8878) from header to header, whatever the chunks they come in, ahead of the decoder: that one sets aside
 * whatever memory a header asks for.
 */
export class ZstdBlocks {
  /** What has come of a header, of a frame or a block. */
  private header = Buffer.alloc(0);
  private needed = 4;
  private isInFrame = false;
  private hasChecksum = false;
  /** Bytes that no header is in. */
  private between = 0;
  /** What is wrong with a header, while what stands before it is unpacked. */
  private fault: unknown;

  /**
   * Where the part of the chunk ends that begins at `begin` and may be unpacked at once.
   * @throws UnusableFile where nothing of it may
   */
  endOfPart(chunk: Buffer, begin: number): number {
    if (this.fault) throw this.fault;
    let at = begin;
    let headerAt = begin;
    try {
      for (let blocks = 0; at < chunk.length && blocks < BLOCKS_OF_PART;) {
        if (this.header.length === 0) headerAt = at;
        const passed = Math.min(this.between || this.needed - this.header.length, chunk.length - at);
        if (this.between > 0) this.between -= passed;
        else if (this.isHeaderWith(chunk.subarray(at, at + passed))) blocks++;
        at += passed;
      }
      return at;
    } catch (error) {
      if (headerAt === begin) throw error;
      this.fault = error;
      return headerAt;
    }
  }

  /** Whether a block or a frame begins with it. */
  private isHeaderWith(bytes: Buffer): boolean {
    this.header = Buffer.concat([this.header, bytes]);
    if (this.header.length < this.needed) return false;
    if (this.isInFrame) this.beginBlock(this.header);
    else this.readFrameHeader(this.header);
    return this.header.length === 0;
  }

  private readFrameHeader(header: Buffer): void {
    const magic = header.readUInt32LE(0);
    const isSkippable = (magic & 0xfffffff0) === SKIPPABLE_MAGIC;
    if (!isSkippable && magic !== MAGIC) throw damaged();
    if (header.length === 4) this.needed = isSkippable ? 8 : 5;
    else if (isSkippable) this.expect(4, header.readUInt32LE(4));
    else if (header.length === 5)
      this.needed = 5 + fieldBytes(header[4]!).reduce((sum, bytes) => sum + bytes);
    else this.beginFrame(header);
  }

  private beginFrame(header: Buffer): void {
    if (windowOf(header) > MOST_WINDOW_MIB * 1024 ** 2) {
      throw new UnusableFile(
        `The zstd data need a window of more than ${MOST_WINDOW_MIB} MiB, which zstd itself does not unpack unless told to; compress the file again without --long.`,
      );
    }
    this.isInFrame = true;
    this.hasChecksum = (header[4]! & 4) > 0;
    this.expect(3, 0);
  }

  private beginBlock(header: Buffer): void {
    const [isLast, type, size] = [header[0]! & 1, (header[0]! >> 1) & 3, header.readUIntLE(0, 3) >> 3];
    if (type === 3 || size > MOST_BLOCK_BYTES) throw damaged();
    const isRepeatedByte = type === 1;
    const checksum = isLast && this.hasChecksum ? 4 : 0;
    this.isInFrame = !isLast;
    this.expect(isLast ? 4 : 3, (isRepeatedByte ? 1 : size) + checksum);
  }

  private expect(headerBytes: number, between: number): void {
    this.header = Buffer.alloc(0);
    this.needed = headerBytes;
    this.between = between;
  }
}

/** Of a frame that says so by this byte: of the window, of the id of a dictionary and of the size of what is packed. */
function fieldBytes(descriptor: number): [number, number, number] {
  const isSingleSegment = (descriptor & 0x20) > 0;
  const size = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  return [isSingleSegment ? 0 : 1, [0, 1, 2, 4][descriptor & 3]!, size];
}

/** Bytes; without a window of its own a frame is one. */
function windowOf(header: Buffer): number {
  const [window, dictionary, size] = fieldBytes(header[4]!);
  const descriptor = header[5]!;
  if (window > 0) return 2 ** (10 + (descriptor >> 3)) * (1 + (descriptor & 7) / 8);
  const at = 5 + dictionary;
  if (size === 8) return Number(header.readBigUInt64LE(at));
  return header.readUIntLE(at, size) + (size === 2 ? 256 : 0);
}

export const damaged = () => new UnusableFile('The zstd data is damaged or ends too early.');
