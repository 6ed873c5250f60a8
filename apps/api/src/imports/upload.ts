import { ProblemException } from '@groundswell/platform';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { MAX_UPLOAD_BYTES } from './import-spool.js';
import { uploadContentType } from './upload-body.js';

export interface Upload {
  importId: string;
  fileName?: string;
  contentType: string;
  /** As text; fields of a multipart body may come before or after the file. */
  mapping?: string;
  format?: string;
}

/** Reads the whole request; the file goes to `keep` as it comes. */
export function receiveUpload(
  request: FastifyRequest,
  keep: (file: Readable) => Promise<string>,
): Promise<Upload> {
  return request.isMultipart() ? receiveParts(request, keep) : receiveBody(request, keep);
}

async function receiveBody(
  request: FastifyRequest,
  keep: (file: Readable) => Promise<string>,
): Promise<Upload> {
  if (!(request.body instanceof Readable)) {
    throw new ProblemException(400, 'The upload is empty; send the file as the body.');
  }
  return { importId: await keep(request.body), contentType: uploadContentType(request) };
}

async function receiveParts(
  request: FastifyRequest,
  keep: (file: Readable) => Promise<string>,
): Promise<Upload> {
  const fields: { mapping?: string; format?: string } = {};
  let file: Omit<Upload, 'mapping' | 'format'> | undefined;
  const limits = { files: 1, fields: 10, fieldSize: 100_000, fileSize: MAX_UPLOAD_BYTES };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'file') {
      const { filename, mimetype } = part;
      file = { importId: await keep(part.file), fileName: filename || undefined, contentType: mimetype };
    } else if (part.fieldname === 'mapping' || part.fieldname === 'format') {
      fields[part.fieldname] = String(part.value);
    }
  }
  if (!file) throw new ProblemException(400, 'The form has no file; send it as the part "file".');
  return { ...file, ...fields };
}
